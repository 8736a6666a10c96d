-- phase: expand
CREATE TABLE answered (
    hash TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_answered PRIMARY KEY (hash)
);

CREATE INDEX ix_answered_answered_at ON answered (answered_at);

CREATE TABLE milestones (
    id UUID NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    reached_at TIMESTAMP WITH TIME ZONE NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_milestones PRIMARY KEY (id),
    CONSTRAINT uq_milestones_source_external_id UNIQUE (source, external_id),
    CONSTRAINT ck_milestones_milestonekind CHECK (kind IN ('VERSION', 'SPRINT'))
);

CREATE TABLE plugin_manifests (
    id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    source_text TEXT NOT NULL,
    content JSONB NOT NULL,
    CONSTRAINT pk_plugin_manifests PRIMARY KEY (id),
    CONSTRAINT uq_plugin_manifests_sha256 UNIQUE (sha256)
);

CREATE TABLE spent_assertions (
    client_id UUID NOT NULL,
    hash TEXT NOT NULL,
    good_until TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spent_assertions PRIMARY KEY (client_id, hash)
);

CREATE INDEX ix_spent_assertions_good_until ON spent_assertions (good_until);

CREATE TABLE webhook_endpoints (
    id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    installation_id UUID,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT[] NOT NULL,
    document TEXT,
    scopes TEXT[] NOT NULL,
    roles TEXT[] NOT NULL,
    ordered BOOLEAN NOT NULL,
    throttle INTEGER NOT NULL,
    api_version TEXT NOT NULL,
    state VARCHAR(40) NOT NULL,
    because VARCHAR(40),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_by_id UUID,
    free_at TIMESTAMP WITH TIME ZONE,
    served_by UUID,
    served_until TIMESTAMP WITH TIME ZONE,
    succeeded_at TIMESTAMP WITH TIME ZONE,
    failing_since TIMESTAMP WITH TIME ZONE,
    failures INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    CONSTRAINT pk_webhook_endpoints PRIMARY KEY (id),
    CONSTRAINT ck_webhook_endpoints_owner CHECK ((kind = 'PLUGIN') = (installation_id IS NOT NULL)),
    CONSTRAINT ck_webhook_endpoints_because CHECK ((state = 'SWITCHED_OFF') = (because IS NOT NULL)),
    CONSTRAINT ck_webhook_endpoints_endpointkind CHECK (kind IN ('COMPANY', 'PLUGIN')),
    CONSTRAINT ck_webhook_endpoints_endpointstate CHECK (state IN ('ACTIVE', 'PAUSED', 'SWITCHED_OFF')),
    CONSTRAINT ck_webhook_endpoints_switchedoffbecause CHECK (because IN ('FAILING', 'GONE', 'ASKED'))
);

CREATE INDEX ix_webhook_endpoints_installation_id ON webhook_endpoints (installation_id);

CREATE TABLE webhook_event_numbers (
    event_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    sequence INTEGER NOT NULL,
    numbered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_webhook_event_numbers PRIMARY KEY (event_id)
);

CREATE INDEX ix_webhook_event_numbers_numbered_at ON webhook_event_numbers (numbered_at);

CREATE INDEX ix_webhook_event_numbers_subject_id_sequence ON webhook_event_numbers (subject_id, sequence);

CREATE TABLE webhook_keys (
    id UUID NOT NULL,
    number INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    public TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_webhook_keys PRIMARY KEY (id),
    CONSTRAINT uq_webhook_keys_number UNIQUE (number)
);

CREATE TABLE webhook_subjects (
    subject_id UUID NOT NULL,
    numbered INTEGER NOT NULL,
    CONSTRAINT pk_webhook_subjects PRIMARY KEY (subject_id)
);

CREATE TABLE connections (
    id UUID NOT NULL,
    vendor TEXT NOT NULL,
    way TEXT NOT NULL,
    name TEXT NOT NULL,
    state VARCHAR(40) NOT NULL,
    settings JSONB NOT NULL,
    sealed_secrets TEXT NOT NULL,
    sealed_grant TEXT,
    grant_version INTEGER NOT NULL,
    grant_ends_at TIMESTAMP WITH TIME ZONE,
    renewing_until TIMESTAMP WITH TIME ZONE,
    by_consent BOOLEAN NOT NULL,
    sealed_hook TEXT NOT NULL,
    app TEXT,
    site_id TEXT,
    site_name TEXT,
    site_url TEXT,
    catalog JSONB NOT NULL,
    options JSONB NOT NULL,
    cursor JSONB NOT NULL,
    sweep JSONB NOT NULL,
    items_expected INTEGER,
    syncing_until TIMESTAMP WITH TIME ZONE,
    syncing_job_id UUID,
    failures INTEGER NOT NULL,
    paused_until TIMESTAMP WITH TIME ZONE,
    checked_at TIMESTAMP WITH TIME ZONE,
    backfilled_at TIMESTAMP WITH TIME ZONE,
    synced_at TIMESTAMP WITH TIME ZONE,
    reconciled_at TIMESTAMP WITH TIME ZONE,
    last_error JSONB,
    troubled_since TIMESTAMP WITH TIME ZONE,
    hook_ids TEXT[] NOT NULL,
    hooks_expire_at TIMESTAMP WITH TIME ZONE,
    heard_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_by_id UUID,
    disconnected_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_connections PRIMARY KEY (id),
    CONSTRAINT ck_connections_connectionstate CHECK (state IN ('PENDING', 'CONNECTED', 'DEGRADED', 'REAUTH_REQUIRED', 'DISCONNECTED')),
    CONSTRAINT fk_connections_created_by_id FOREIGN KEY(created_by_id) REFERENCES people (id)
);

CREATE UNIQUE INDEX uq_connections_vendor_site_id ON connections (vendor, site_id) WHERE state <> 'DISCONNECTED';

CREATE TABLE milestone_shares (
    id UUID NOT NULL,
    milestone_id UUID NOT NULL,
    person_id UUID NOT NULL,
    CONSTRAINT pk_milestone_shares PRIMARY KEY (id),
    CONSTRAINT uq_milestone_shares_milestone_id_person_id UNIQUE (milestone_id, person_id),
    CONSTRAINT fk_milestone_shares_milestone_id FOREIGN KEY(milestone_id) REFERENCES milestones (id),
    CONSTRAINT fk_milestone_shares_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_milestone_shares_person_id ON milestone_shares (person_id);

CREATE TABLE plugin_installations (
    id UUID NOT NULL,
    plugin_id TEXT NOT NULL,
    manifest_id UUID NOT NULL,
    manifest_url TEXT,
    state VARCHAR(40) NOT NULL,
    submitted_by_id UUID NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by_id UUID,
    approved_at TIMESTAMP WITH TIME ZONE,
    activated_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_plugin_installations PRIMARY KEY (id),
    CONSTRAINT fk_plugin_installations_manifest_id FOREIGN KEY(manifest_id) REFERENCES plugin_manifests (id),
    CONSTRAINT ck_plugin_installations_installationstate CHECK (state IN ('PENDING_CONSENT', 'INSTALLING', 'ACTIVE', 'SUSPENDED', 'UNINSTALLING', 'UNINSTALLED')),
    CONSTRAINT fk_plugin_installations_submitted_by_id FOREIGN KEY(submitted_by_id) REFERENCES people (id),
    CONSTRAINT fk_plugin_installations_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES people (id)
);

CREATE INDEX ix_plugin_installations_approved_by_id ON plugin_installations (approved_by_id);

CREATE INDEX ix_plugin_installations_manifest_id ON plugin_installations (manifest_id);

CREATE INDEX ix_plugin_installations_submitted_by_id ON plugin_installations (submitted_by_id);

CREATE UNIQUE INDEX uq_plugin_installations_here ON plugin_installations (plugin_id) WHERE state NOT IN ('UNINSTALLING', 'UNINSTALLED');

CREATE TABLE webhook_deliveries (
    id UUID NOT NULL,
    endpoint_id UUID NOT NULL,
    event_id UUID NOT NULL,
    type TEXT NOT NULL,
    subject_id UUID NOT NULL,
    sequence INTEGER NOT NULL,
    body TEXT NOT NULL,
    state VARCHAR(40) NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_by UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id),
    CONSTRAINT uq_webhook_deliveries_endpoint_id_event_id UNIQUE (endpoint_id, event_id),
    CONSTRAINT fk_webhook_deliveries_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook_deliveries_deliverystate CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED'))
);

CREATE INDEX ix_webhook_deliveries_created_at ON webhook_deliveries (created_at);

CREATE INDEX ix_webhook_deliveries_event_id ON webhook_deliveries (event_id);

CREATE INDEX ix_webhook_deliveries_in_line ON webhook_deliveries (endpoint_id, subject_id, sequence) WHERE state = 'WAITING';

CREATE INDEX ix_webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, due_at) WHERE state = 'WAITING';

CREATE TABLE webhook_secrets (
    id UUID NOT NULL,
    endpoint_id UUID NOT NULL,
    sealed TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_webhook_secrets PRIMARY KEY (id),
    CONSTRAINT fk_webhook_secrets_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES webhook_endpoints (id) ON DELETE CASCADE
);

CREATE INDEX ix_webhook_secrets_endpoint_id ON webhook_secrets (endpoint_id);

CREATE TABLE connection_hints (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    external_id TEXT NOT NULL,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_connection_hints PRIMARY KEY (id),
    CONSTRAINT uq_connection_hints_connection_id_external_id UNIQUE (connection_id, external_id),
    CONSTRAINT fk_connection_hints_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id)
);

CREATE TABLE connection_sources (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    kind TEXT NOT NULL,
    external_id TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    chosen BOOLEAN NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_connection_sources PRIMARY KEY (id),
    CONSTRAINT uq_connection_sources_connection_id_kind_external_id UNIQUE (connection_id, kind, external_id),
    CONSTRAINT fk_connection_sources_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id)
);

CREATE TABLE consents (
    id UUID NOT NULL,
    state_hash TEXT NOT NULL,
    session_hash TEXT NOT NULL,
    person_id UUID NOT NULL,
    connection_id UUID NOT NULL,
    sealed_verifier TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (id),
    CONSTRAINT uq_consents_state_hash UNIQUE (state_hash),
    CONSTRAINT fk_consents_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_consents_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id)
);

CREATE TABLE external_accounts (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    external_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    person_id UUID,
    suggested_id UUID,
    matched_by VARCHAR(40),
    matched_at TIMESTAMP WITH TIME ZONE,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    uncounted BOOLEAN NOT NULL,
    CONSTRAINT pk_external_accounts PRIMARY KEY (id),
    CONSTRAINT uq_external_accounts_connection_id_external_id UNIQUE (connection_id, external_id),
    CONSTRAINT fk_external_accounts_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id),
    CONSTRAINT fk_external_accounts_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_external_accounts_suggested_id FOREIGN KEY(suggested_id) REFERENCES people (id),
    CONSTRAINT ck_external_accounts_matchedby CHECK (matched_by IN ('EMAIL', 'ADMIN'))
);

CREATE INDEX ix_external_accounts_person_id ON external_accounts (person_id);

CREATE TABLE heard_deliveries (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    delivery_id TEXT NOT NULL,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_heard_deliveries PRIMARY KEY (id),
    CONSTRAINT uq_heard_deliveries_connection_id_delivery_id UNIQUE (connection_id, delivery_id),
    CONSTRAINT fk_heard_deliveries_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id)
);

CREATE INDEX ix_heard_deliveries_heard_at ON heard_deliveries (heard_at);

CREATE TABLE plugin_scopes (
    id UUID NOT NULL,
    installation_id UUID NOT NULL,
    position INTEGER NOT NULL,
    scope TEXT NOT NULL,
    required BOOLEAN NOT NULL,
    reason JSONB NOT NULL,
    granted BOOLEAN NOT NULL,
    CONSTRAINT pk_plugin_scopes PRIMARY KEY (id),
    CONSTRAINT fk_plugin_scopes_installation_id FOREIGN KEY(installation_id) REFERENCES plugin_installations (id)
);

CREATE UNIQUE INDEX uq_plugin_scopes ON plugin_scopes (installation_id, scope);

CREATE TABLE webhook_attempts (
    id UUID NOT NULL,
    delivery_id UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    milliseconds INTEGER NOT NULL,
    status INTEGER,
    answer TEXT,
    trouble TEXT,
    CONSTRAINT pk_webhook_attempts PRIMARY KEY (id),
    CONSTRAINT fk_webhook_attempts_delivery_id FOREIGN KEY(delivery_id) REFERENCES webhook_deliveries (id) ON DELETE CASCADE
);

CREATE INDEX ix_webhook_attempts_delivery_id ON webhook_attempts (delivery_id);

CREATE TABLE observed_items (
    id UUID NOT NULL,
    connection_id UUID NOT NULL,
    external_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    account_id UUID,
    filed_as TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    details JSONB NOT NULL,
    measures JSONB NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    glimpsed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_observed_items PRIMARY KEY (id),
    CONSTRAINT uq_observed_items_connection_id_external_id UNIQUE (connection_id, external_id),
    CONSTRAINT fk_observed_items_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id),
    CONSTRAINT fk_observed_items_account_id FOREIGN KEY(account_id) REFERENCES external_accounts (id)
);

CREATE INDEX ix_observed_items_account_id ON observed_items (account_id);

CREATE INDEX ix_observed_items_filed_as ON observed_items (filed_as);

ALTER TABLE evidence ADD COLUMN withdrawn_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE metric_series ADD COLUMN better VARCHAR(40) NOT NULL DEFAULT 'HIGHER';

ALTER TABLE metric_series ADD CONSTRAINT ck_metric_series_better CHECK (better IN ('HIGHER', 'LOWER', 'NEITHER'));
