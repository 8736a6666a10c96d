-- phase: expand
ALTER TABLE plugin_installations
    ADD COLUMN offered_id UUID,
    ADD COLUMN offered_changes JSONB,
    ADD CONSTRAINT fk_plugin_installations_offered_id FOREIGN KEY (offered_id) REFERENCES plugin_manifests (id);

CREATE INDEX ix_plugin_installations_offered_id ON plugin_installations (offered_id);
