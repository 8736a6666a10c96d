-- phase: contract
-- A wider check replaces a narrower one.
ALTER TABLE plugin_installations
    DROP CONSTRAINT ck_plugin_installations_installationstate,
    ADD CONSTRAINT ck_plugin_installations_installationstate CHECK (state IN ('PENDING_CONSENT', 'INSTALLING', 'FAILED', 'ACTIVE', 'SUSPENDED', 'UNINSTALLING', 'UNINSTALLED'));
