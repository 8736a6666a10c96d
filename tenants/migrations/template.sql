CREATE TABLE answered (
    hash TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_answered PRIMARY KEY (hash)
);

CREATE INDEX ix_answered_answered_at ON answered (answered_at);

CREATE TABLE audit_entries (
    id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    via_id UUID,
    program_id UUID,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID,
    about UUID[] NOT NULL,
    details JSONB NOT NULL,
    network TEXT,
    format INTEGER NOT NULL,
    salt TEXT NOT NULL,
    previous_hash TEXT,
    hash TEXT NOT NULL,
    CONSTRAINT pk_audit_entries PRIMARY KEY (id),
    CONSTRAINT uq_audit_entries_seq UNIQUE (seq)
);

CREATE INDEX ix_audit_entries_about ON audit_entries USING gin (about);

CREATE INDEX ix_audit_entries_actor_id ON audit_entries (actor_id);

CREATE INDEX ix_audit_entries_at ON audit_entries (at);

CREATE INDEX ix_audit_entries_deed_seq ON audit_entries (deed, seq);

CREATE TABLE domain_claims (
    id UUID NOT NULL,
    domain TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE,
    proven_at TIMESTAMP WITH TIME ZONE,
    lost_at TIMESTAMP WITH TIME ZONE,
    problem JSONB,
    CONSTRAINT pk_domain_claims PRIMARY KEY (id),
    CONSTRAINT ck_domain_claims_proven_or_lost CHECK (proven_at IS NULL OR lost_at IS NULL),
    CONSTRAINT uq_domain_claims_domain UNIQUE (domain)
);

CREATE TABLE events (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    via_id UUID,
    causation_id UUID,
    content JSONB NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (id)
);

CREATE INDEX ix_events_name ON events (name);

CREATE INDEX ix_events_subject_id_id ON events (subject_id, id);

CREATE TABLE handled (
    event_id UUID NOT NULL,
    reaction TEXT NOT NULL,
    handled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_handled PRIMARY KEY (event_id, reaction)
);

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

CREATE TABLE people (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_confirmed BOOLEAN DEFAULT true NOT NULL,
    title TEXT,
    roles TEXT[] NOT NULL,
    joined_on DATE NOT NULL,
    left_on DATE,
    language VARCHAR(40),
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT ck_people_roles CHECK (roles <@ ARRAY['ADMIN', 'HR']),
    CONSTRAINT ck_people_left_after_joining CHECK (left_on IS NULL OR left_on >= joined_on),
    CONSTRAINT uq_people_email UNIQUE (email),
    CONSTRAINT ck_people_language CHECK (language IN ('ZH_CN', 'EN'))
);

CREATE TABLE plugin_manifests (
    id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    source_text TEXT NOT NULL,
    content JSONB NOT NULL,
    CONSTRAINT pk_plugin_manifests PRIMARY KEY (id),
    CONSTRAINT uq_plugin_manifests_sha256 UNIQUE (sha256)
);

CREATE TABLE sign_in_policy (
    sole BOOLEAN NOT NULL,
    second_factor BOOLEAN DEFAULT false NOT NULL,
    single_sign_on BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_sign_in_policy PRIMARY KEY (sole),
    CONSTRAINT ck_sign_in_policy_sole CHECK (sole)
);

CREATE TABLE spent_assertions (
    client_id UUID NOT NULL,
    hash TEXT NOT NULL,
    good_until TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spent_assertions PRIMARY KEY (client_id, hash)
);

CREATE INDEX ix_spent_assertions_good_until ON spent_assertions (good_until);

CREATE TABLE trigger_rules (
    id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    metric_key TEXT,
    touchpoint_kind VARCHAR(40) NOT NULL,
    enabled BOOLEAN NOT NULL,
    due_in_days INTEGER NOT NULL,
    weeks INTEGER,
    look_back_weeks INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_trigger_rules PRIMARY KEY (id),
    CONSTRAINT uq_trigger_rules_kind_metric_key UNIQUE NULLS NOT DISTINCT (kind, metric_key),
    CONSTRAINT ck_trigger_rules_weeks CHECK ((kind = 'METRIC_DECLINE') = (weeks IS NOT NULL)),
    CONSTRAINT ck_trigger_rules_rulekind CHECK (kind IN ('GOAL_ISSUED', 'METRIC_DECLINE', 'MILESTONE_REACHED')),
    CONSTRAINT ck_trigger_rules_touchpointkind CHECK (touchpoint_kind IN ('GOAL_CLARIFICATION', 'COACHING', 'RETRO'))
);

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
    confirmed BOOLEAN DEFAULT false NOT NULL,
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
    CONSTRAINT ck_webhook_endpoints_switchedoffbecause CHECK (because IN ('FAILING', 'GONE', 'ASKED', 'RIGHTS_LOST'))
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

CREATE TABLE authenticators (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    secret TEXT NOT NULL,
    offered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    last_step BIGINT NOT NULL,
    CONSTRAINT pk_authenticators PRIMARY KEY (id),
    CONSTRAINT uq_authenticators_person_id UNIQUE (person_id),
    CONSTRAINT fk_authenticators_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE closed_text (
    person_id UUID NOT NULL,
    closed_since TIMESTAMP WITH TIME ZONE NOT NULL,
    former_email TEXT NOT NULL,
    first_closed_since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_closed_text PRIMARY KEY (person_id),
    CONSTRAINT fk_closed_text_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE code_guesses (
    person_id UUID NOT NULL,
    wrong INTEGER NOT NULL,
    wait_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_code_guesses PRIMARY KEY (person_id),
    CONSTRAINT fk_code_guesses_person_id FOREIGN KEY(person_id) REFERENCES people (id)
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
    unreadable TEXT[] DEFAULT '{}' NOT NULL,
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

CREATE TABLE delegation_codes (
    hash TEXT NOT NULL,
    delegation_id UUID NOT NULL,
    client_id UUID NOT NULL,
    person_id UUID NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    confirmed BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_delegation_codes PRIMARY KEY (hash),
    CONSTRAINT fk_delegation_codes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_delegation_codes_expires_at ON delegation_codes (expires_at);

CREATE INDEX ix_delegation_codes_person_id ON delegation_codes (person_id);

CREATE TABLE delegations (
    id UUID NOT NULL,
    client_id UUID NOT NULL,
    person_id UUID NOT NULL,
    scopes TEXT[] NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    good_until TIMESTAMP WITH TIME ZONE NOT NULL,
    generation INTEGER NOT NULL,
    spent_hash TEXT,
    spent_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    because VARCHAR(40),
    confirmed BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_delegations PRIMARY KEY (id),
    CONSTRAINT ck_delegations_because CHECK ((ended_at IS NULL) = (because IS NULL)),
    CONSTRAINT fk_delegations_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT ck_delegations_endedbecause CHECK (because IN ('REPLACED', 'REVOKED', 'GIVEN_BACK', 'STOLEN', 'UNINSTALLED', 'LEFT'))
);

CREATE INDEX ix_delegations_person_id ON delegations (person_id);

CREATE UNIQUE INDEX uq_delegations_live ON delegations (client_id, person_id) WHERE ended_at IS NULL;

CREATE TABLE evidence (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    details JSONB NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    out_of_sight_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_evidence PRIMARY KEY (id),
    CONSTRAINT uq_evidence_source_external_id UNIQUE (source, external_id),
    CONSTRAINT fk_evidence_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_evidence_person_id_occurred_at ON evidence (person_id, occurred_at);

CREATE TABLE goals (
    id UUID NOT NULL,
    type VARCHAR(40) NOT NULL,
    owner_id UUID NOT NULL,
    proposed_by_id UUID,
    parent_id UUID,
    batch_id UUID,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    measure TEXT,
    due_on DATE,
    weight INTEGER,
    state VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE,
    activated_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_goals PRIMARY KEY (id),
    CONSTRAINT ck_goals_weight CHECK (weight BETWEEN 1 AND 100),
    CONSTRAINT ck_goals_not_under_itself CHECK (parent_id <> id),
    CONSTRAINT ck_goals_goaltype CHECK (type IN ('OKR', 'KPI')),
    CONSTRAINT fk_goals_owner_id FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_goals_proposed_by_id FOREIGN KEY(proposed_by_id) REFERENCES people (id),
    CONSTRAINT fk_goals_parent_id FOREIGN KEY(parent_id) REFERENCES goals (id),
    CONSTRAINT ck_goals_goalstate CHECK (state IN ('DRAFT', 'PROPOSED', 'AGREEING', 'ACTIVE', 'RETUNING', 'CLOSING', 'CLOSED', 'WITHDRAWN'))
);

CREATE INDEX ix_goals_batch_id ON goals (batch_id);

CREATE INDEX ix_goals_owner_id_state ON goals (owner_id, state);

CREATE INDEX ix_goals_parent_id ON goals (parent_id);

CREATE INDEX ix_goals_proposed_by_id ON goals (proposed_by_id);

CREATE TABLE manager_scorecards (
    id UUID NOT NULL,
    manager_id UUID NOT NULL,
    grain VARCHAR(40) NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    formula_version INTEGER NOT NULL,
    coverage DOUBLE PRECISION,
    talks_required INTEGER NOT NULL,
    talks_held_and_recorded INTEGER NOT NULL,
    follow_through DOUBLE PRECISION,
    commitments_due INTEGER NOT NULL,
    commitments_kept INTEGER NOT NULL,
    computed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_manager_scorecards PRIMARY KEY (id),
    CONSTRAINT uq_manager_scorecards_manager_id_grain_period_start UNIQUE (manager_id, grain, period_start),
    CONSTRAINT fk_manager_scorecards_manager_id FOREIGN KEY(manager_id) REFERENCES people (id),
    CONSTRAINT ck_manager_scorecards_grain CHECK (grain IN ('MONTH', 'QUARTER'))
);

CREATE TABLE metric_series (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    grain VARCHAR(40) NOT NULL,
    source TEXT NOT NULL,
    better VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_metric_series PRIMARY KEY (id),
    CONSTRAINT uq_metric_series_person_id_key UNIQUE (person_id, key),
    CONSTRAINT fk_metric_series_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT ck_metric_series_grain CHECK (grain IN ('WEEK')),
    CONSTRAINT ck_metric_series_better CHECK (better IN ('HIGHER', 'LOWER', 'NEITHER'))
);

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

CREATE TABLE passkeys (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    credential_id BYTEA NOT NULL,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_passkeys PRIMARY KEY (id),
    CONSTRAINT fk_passkeys_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT uq_passkeys_credential_id UNIQUE (credential_id)
);

CREATE INDEX ix_passkeys_person_id ON passkeys (person_id);

CREATE TABLE plugin_installations (
    id UUID NOT NULL,
    plugin_id TEXT NOT NULL,
    manifest_id UUID NOT NULL,
    manifest_url TEXT,
    offered_id UUID,
    offered_changes JSONB,
    state VARCHAR(40) NOT NULL,
    submitted_by_id UUID NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by_id UUID,
    approved_at TIMESTAMP WITH TIME ZONE,
    activated_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_plugin_installations PRIMARY KEY (id),
    CONSTRAINT fk_plugin_installations_manifest_id FOREIGN KEY(manifest_id) REFERENCES plugin_manifests (id),
    CONSTRAINT fk_plugin_installations_offered_id FOREIGN KEY(offered_id) REFERENCES plugin_manifests (id),
    CONSTRAINT ck_plugin_installations_installationstate CHECK (state IN ('PENDING_CONSENT', 'INSTALLING', 'FAILED', 'ACTIVE', 'SUSPENDED', 'UNINSTALLING', 'UNINSTALLED')),
    CONSTRAINT fk_plugin_installations_submitted_by_id FOREIGN KEY(submitted_by_id) REFERENCES people (id),
    CONSTRAINT fk_plugin_installations_approved_by_id FOREIGN KEY(approved_by_id) REFERENCES people (id)
);

CREATE INDEX ix_plugin_installations_approved_by_id ON plugin_installations (approved_by_id);

CREATE INDEX ix_plugin_installations_manifest_id ON plugin_installations (manifest_id);

CREATE INDEX ix_plugin_installations_offered_id ON plugin_installations (offered_id);

CREATE INDEX ix_plugin_installations_submitted_by_id ON plugin_installations (submitted_by_id);

CREATE UNIQUE INDEX uq_plugin_installations_here ON plugin_installations (plugin_id) WHERE state NOT IN ('UNINSTALLING', 'UNINSTALLED');

CREATE TABLE recovery_codes (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    hash TEXT NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_recovery_codes PRIMARY KEY (id),
    CONSTRAINT fk_recovery_codes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_recovery_codes_person_id ON recovery_codes (person_id);

CREATE TABLE reporting_lines (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    manager_id UUID NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT pk_reporting_lines PRIMARY KEY (id),
    CONSTRAINT uq_reporting_lines_person_id_valid_from UNIQUE (person_id, valid_from),
    CONSTRAINT ck_reporting_lines_range CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_reporting_lines_not_oneself CHECK (person_id <> manager_id),
    CONSTRAINT fk_reporting_lines_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_reporting_lines_manager_id FOREIGN KEY(manager_id) REFERENCES people (id)
);

CREATE INDEX ix_reporting_lines_manager_id ON reporting_lines (manager_id);

CREATE UNIQUE INDEX uq_reporting_lines_person_id_open ON reporting_lines (person_id) WHERE valid_to IS NULL;

CREATE TABLE trigger_rule_versions (
    id UUID NOT NULL,
    rule_id UUID NOT NULL,
    version INTEGER NOT NULL,
    enabled BOOLEAN NOT NULL,
    due_in_days INTEGER NOT NULL,
    weeks INTEGER,
    look_back_weeks INTEGER,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by_id UUID,
    CONSTRAINT pk_trigger_rule_versions PRIMARY KEY (id),
    CONSTRAINT uq_trigger_rule_versions_rule_id_version UNIQUE (rule_id, version),
    CONSTRAINT fk_trigger_rule_versions_rule_id FOREIGN KEY(rule_id) REFERENCES trigger_rules (id),
    CONSTRAINT fk_trigger_rule_versions_made_by_id FOREIGN KEY(made_by_id) REFERENCES people (id)
);

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
    deleted BOOLEAN DEFAULT false NOT NULL,
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
    covered_until TIMESTAMP WITH TIME ZONE,
    trouble JSONB,
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

CREATE TABLE goal_closures (
    id UUID NOT NULL,
    goal_id UUID NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    reason TEXT NOT NULL,
    progress DOUBLE PRECISION,
    closed_by_id UUID NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_goal_closures PRIMARY KEY (id),
    CONSTRAINT uq_goal_closures_goal_id UNIQUE (goal_id),
    CONSTRAINT fk_goal_closures_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id),
    CONSTRAINT ck_goal_closures_outcome CHECK (outcome IN ('ACHIEVED', 'PARTIAL', 'MISSED', 'DROPPED')),
    CONSTRAINT fk_goal_closures_closed_by_id FOREIGN KEY(closed_by_id) REFERENCES people (id)
);

CREATE INDEX ix_goal_closures_closed_by_id ON goal_closures (closed_by_id);

CREATE TABLE goal_revisions (
    id UUID NOT NULL,
    goal_id UUID NOT NULL,
    number INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    reason TEXT NOT NULL,
    effective_from DATE NOT NULL,
    former_measure TEXT,
    measure TEXT,
    former_due_on DATE,
    due_on DATE,
    former_weight INTEGER,
    weight INTEGER,
    proposed_by_id UUID NOT NULL,
    proposed_side VARCHAR(40) NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by_id UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_goal_revisions PRIMARY KEY (id),
    CONSTRAINT uq_goal_revisions_goal_id_number UNIQUE (goal_id, number),
    CONSTRAINT ck_goal_revisions_decided CHECK ((state = 'PROPOSED') = (decided_at IS NULL)),
    CONSTRAINT fk_goal_revisions_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id),
    CONSTRAINT ck_goal_revisions_revisionstate CHECK (state IN ('PROPOSED', 'CONFIRMED', 'DECLINED')),
    CONSTRAINT fk_goal_revisions_proposed_by_id FOREIGN KEY(proposed_by_id) REFERENCES people (id),
    CONSTRAINT ck_goal_revisions_side CHECK (proposed_side IN ('OWNER', 'MANAGER', 'STAND_IN', 'HR')),
    CONSTRAINT fk_goal_revisions_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES people (id)
);

CREATE INDEX ix_goal_revisions_decided_by_id ON goal_revisions (decided_by_id);

CREATE INDEX ix_goal_revisions_proposed_by_id ON goal_revisions (proposed_by_id);

CREATE UNIQUE INDEX uq_goal_revisions_goal_id_waiting ON goal_revisions (goal_id) WHERE state = 'PROPOSED';

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

CREATE TABLE key_results (
    id UUID NOT NULL,
    goal_id UUID NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    start DOUBLE PRECISION NOT NULL,
    target DOUBLE PRECISION NOT NULL,
    current DOUBLE PRECISION,
    weight INTEGER NOT NULL,
    CONSTRAINT pk_key_results PRIMARY KEY (id),
    CONSTRAINT ck_key_results_target_is_not_start CHECK (target <> start),
    CONSTRAINT ck_key_results_weight CHECK (weight BETWEEN 1 AND 100),
    CONSTRAINT fk_key_results_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id)
);

CREATE INDEX ix_key_results_goal_id ON key_results (goal_id);

CREATE TABLE metric_points (
    id UUID NOT NULL,
    series_id UUID NOT NULL,
    period_start DATE NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_metric_points PRIMARY KEY (id),
    CONSTRAINT uq_metric_points_series_id_period_start UNIQUE (series_id, period_start),
    CONSTRAINT fk_metric_points_series_id FOREIGN KEY(series_id) REFERENCES metric_series (id)
);

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

CREATE TABLE refresh_tokens (
    hash TEXT NOT NULL,
    delegation_id UUID NOT NULL,
    generation INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_refresh_tokens PRIMARY KEY (hash),
    CONSTRAINT fk_refresh_tokens_delegation_id FOREIGN KEY(delegation_id) REFERENCES delegations (id)
);

CREATE INDEX ix_refresh_tokens_delegation_id ON refresh_tokens (delegation_id);

CREATE INDEX ix_refresh_tokens_expires_at ON refresh_tokens (expires_at);

CREATE TABLE tick_waivers (
    id UUID NOT NULL,
    goal_id UUID NOT NULL,
    waived_by_id UUID NOT NULL,
    waived_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_tick_waivers PRIMARY KEY (id),
    CONSTRAINT uq_tick_waivers_goal_id UNIQUE (goal_id),
    CONSTRAINT fk_tick_waivers_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id),
    CONSTRAINT fk_tick_waivers_waived_by_id FOREIGN KEY(waived_by_id) REFERENCES people (id)
);

CREATE INDEX ix_tick_waivers_waived_by_id ON tick_waivers (waived_by_id);

CREATE TABLE ticks (
    id UUID NOT NULL,
    goal_id UUID NOT NULL,
    person_id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    side VARCHAR(40) NOT NULL,
    ticked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_ticks PRIMARY KEY (id),
    CONSTRAINT uq_ticks_goal_id_person_id_kind UNIQUE (goal_id, person_id, kind),
    CONSTRAINT fk_ticks_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id),
    CONSTRAINT fk_ticks_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT ck_ticks_tickkind CHECK (kind IN ('UNDERSTANDING', 'MEASURE', 'PATH')),
    CONSTRAINT ck_ticks_side CHECK (side IN ('OWNER', 'MANAGER', 'STAND_IN', 'HR'))
);

CREATE INDEX ix_ticks_person_id ON ticks (person_id);

CREATE TABLE trigger_firings (
    id UUID NOT NULL,
    rule_id UUID NOT NULL,
    rule_version INTEGER NOT NULL,
    source VARCHAR(40) NOT NULL,
    person_id UUID NOT NULL,
    dedupe_key TEXT NOT NULL,
    evidence JSONB NOT NULL,
    fired_at TIMESTAMP WITH TIME ZONE NOT NULL,
    series_id UUID,
    first_period DATE,
    last_period DATE,
    weeks INTEGER,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    withdrawn_because JSONB,
    CONSTRAINT pk_trigger_firings PRIMARY KEY (id),
    CONSTRAINT ck_trigger_firings_episode CHECK ((series_id IS NULL) = (first_period IS NULL) AND (first_period IS NULL) = (last_period IS NULL) AND (series_id IS NULL) = (weeks IS NULL)),
    CONSTRAINT fk_trigger_firings_rule_id FOREIGN KEY(rule_id) REFERENCES trigger_rules (id),
    CONSTRAINT ck_trigger_firings_triggersource CHECK (source IN ('SCHEDULE', 'DATA_RULE', 'AI', 'PERSON')),
    CONSTRAINT fk_trigger_firings_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_trigger_firings_series_id FOREIGN KEY(series_id) REFERENCES metric_series (id)
);

CREATE INDEX ix_trigger_firings_person_id ON trigger_firings (person_id);

CREATE INDEX ix_trigger_firings_series_id ON trigger_firings (series_id);

CREATE UNIQUE INDEX uq_trigger_firings_rule_id_dedupe_key ON trigger_firings (rule_id, dedupe_key) WHERE withdrawn_at IS NULL;

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

CREATE TABLE check_ins (
    id UUID NOT NULL,
    key_result_id UUID NOT NULL,
    week DATE NOT NULL,
    version INTEGER NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    confidence INTEGER NOT NULL,
    blocker TEXT,
    resource_ask TEXT,
    checked_in_by_id UUID NOT NULL,
    checked_in_at TIMESTAMP WITH TIME ZONE NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_check_ins PRIMARY KEY (id),
    CONSTRAINT uq_check_ins_key_result_id_week_version UNIQUE (key_result_id, week, version),
    CONSTRAINT ck_check_ins_confidence CHECK (confidence BETWEEN 0 AND 10),
    CONSTRAINT ck_check_ins_week_is_a_monday CHECK (extract(isodow from week) = 1),
    CONSTRAINT fk_check_ins_key_result_id FOREIGN KEY(key_result_id) REFERENCES key_results (id),
    CONSTRAINT fk_check_ins_checked_in_by_id FOREIGN KEY(checked_in_by_id) REFERENCES people (id)
);

CREATE INDEX ix_check_ins_checked_in_by_id ON check_ins (checked_in_by_id);

CREATE UNIQUE INDEX uq_check_ins_key_result_id_week_valid ON check_ins (key_result_id, week) WHERE superseded_at IS NULL;

CREATE TABLE metric_point_edits (
    id UUID NOT NULL,
    point_id UUID NOT NULL,
    earlier_value DOUBLE PRECISION NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    edited_at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    late BOOLEAN NOT NULL,
    CONSTRAINT pk_metric_point_edits PRIMARY KEY (id),
    CONSTRAINT fk_metric_point_edits_point_id FOREIGN KEY(point_id) REFERENCES metric_points (id)
);

CREATE INDEX ix_metric_point_edits_point_id ON metric_point_edits (point_id);

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
    out_of_sight_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_observed_items PRIMARY KEY (id),
    CONSTRAINT uq_observed_items_connection_id_external_id UNIQUE (connection_id, external_id),
    CONSTRAINT fk_observed_items_connection_id FOREIGN KEY(connection_id) REFERENCES connections (id),
    CONSTRAINT fk_observed_items_account_id FOREIGN KEY(account_id) REFERENCES external_accounts (id)
);

CREATE INDEX ix_observed_items_account_id ON observed_items (account_id);

CREATE INDEX ix_observed_items_filed_as ON observed_items (filed_as);

CREATE TABLE target_changes (
    id UUID NOT NULL,
    revision_id UUID NOT NULL,
    key_result_id UUID NOT NULL,
    former_target DOUBLE PRECISION NOT NULL,
    target DOUBLE PRECISION NOT NULL,
    CONSTRAINT pk_target_changes PRIMARY KEY (id),
    CONSTRAINT uq_target_changes_revision_id_key_result_id UNIQUE (revision_id, key_result_id),
    CONSTRAINT fk_target_changes_revision_id FOREIGN KEY(revision_id) REFERENCES goal_revisions (id),
    CONSTRAINT fk_target_changes_key_result_id FOREIGN KEY(key_result_id) REFERENCES key_results (id)
);

CREATE INDEX ix_target_changes_key_result_id ON target_changes (key_result_id);

CREATE TABLE touchpoints (
    id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    subject_id UUID NOT NULL,
    owner_id UUID,
    firing_id UUID NOT NULL,
    due_on DATE NOT NULL,
    state VARCHAR(40) NOT NULL,
    planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    conversation_id UUID,
    followed_id UUID,
    ended_at TIMESTAMP WITH TIME ZONE,
    waived_by_id UUID,
    excused BOOLEAN DEFAULT false NOT NULL,
    waived_because TEXT,
    cancelled_because JSONB,
    CONSTRAINT pk_touchpoints PRIMARY KEY (id),
    CONSTRAINT ck_touchpoints_touchpointkind CHECK (kind IN ('GOAL_CLARIFICATION', 'COACHING', 'RETRO')),
    CONSTRAINT fk_touchpoints_subject_id FOREIGN KEY(subject_id) REFERENCES people (id),
    CONSTRAINT fk_touchpoints_owner_id FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT uq_touchpoints_firing_id UNIQUE (firing_id),
    CONSTRAINT fk_touchpoints_firing_id FOREIGN KEY(firing_id) REFERENCES trigger_firings (id),
    CONSTRAINT ck_touchpoints_touchpointstate CHECK (state IN ('PLANNED', 'SCHEDULED', 'HELD', 'MISSED', 'WAIVED', 'CANCELLED')),
    CONSTRAINT fk_touchpoints_waived_by_id FOREIGN KEY(waived_by_id) REFERENCES people (id)
);

CREATE INDEX ix_touchpoints_owner_id ON touchpoints (owner_id);

CREATE INDEX ix_touchpoints_state_due_on ON touchpoints (state, due_on);

CREATE INDEX ix_touchpoints_subject_id ON touchpoints (subject_id);

CREATE TABLE conversations (
    id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    form VARCHAR(40) NOT NULL,
    weight VARCHAR(40) NOT NULL,
    channel VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    subject_id UUID NOT NULL,
    manager_id UUID NOT NULL,
    touchpoint_id UUID,
    planned_by_id UUID,
    planned_at TIMESTAMP WITH TIME ZONE NOT NULL,
    answer_due_on DATE,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    prepared_at TIMESTAMP WITH TIME ZONE,
    started_at TIMESTAMP WITH TIME ZONE,
    held_at TIMESTAMP WITH TIME ZONE,
    confirmed BOOLEAN,
    record_due_on DATE,
    closed_at TIMESTAMP WITH TIME ZONE,
    exit_reason TEXT,
    last_deed VARCHAR(40) NOT NULL,
    last_deed_by_id UUID,
    CONSTRAINT pk_conversations PRIMARY KEY (id),
    CONSTRAINT ck_conversations_two_people CHECK (manager_id <> subject_id),
    CONSTRAINT ck_conversations_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT ck_conversations_kind CHECK (kind IN ('GOAL', 'COACHING', 'EVALUATION')),
    CONSTRAINT ck_conversations_form CHECK (form IN ('DIALOGUE')),
    CONSTRAINT ck_conversations_weight CHECK (weight IN ('STRUCTURED', 'MICRO')),
    CONSTRAINT ck_conversations_channel CHECK (channel IN ('IN_PERSON', 'VIDEO', 'PHONE', 'CHAT', 'CORRIDOR')),
    CONSTRAINT ck_conversations_conversationstate CHECK (state IN ('PLANNED', 'SCHEDULED', 'PREPARING', 'READY', 'IN_PROGRESS', 'HELD', 'RECORDED', 'LOGGED', 'CLOSED', 'CANCELLED', 'MISSED', 'WAIVED')),
    CONSTRAINT fk_conversations_subject_id FOREIGN KEY(subject_id) REFERENCES people (id),
    CONSTRAINT fk_conversations_manager_id FOREIGN KEY(manager_id) REFERENCES people (id),
    CONSTRAINT fk_conversations_touchpoint_id FOREIGN KEY(touchpoint_id) REFERENCES touchpoints (id),
    CONSTRAINT fk_conversations_planned_by_id FOREIGN KEY(planned_by_id) REFERENCES people (id),
    CONSTRAINT ck_conversations_deed CHECK (last_deed IN ('PLAN', 'SCHEDULE', 'PREPARE', 'COMPLETE_PREPARATION', 'START', 'HOLD', 'RECORD', 'LOG', 'CLOSE', 'CANCEL', 'MISS', 'WAIVE')),
    CONSTRAINT fk_conversations_last_deed_by_id FOREIGN KEY(last_deed_by_id) REFERENCES people (id)
);

CREATE INDEX ix_conversations_manager_id_subject_id ON conversations (manager_id, subject_id);

CREATE INDEX ix_conversations_subject_id ON conversations (subject_id);

CREATE UNIQUE INDEX uq_conversations_touchpoint ON conversations (touchpoint_id) WHERE (state NOT IN ('CANCELLED', 'MISSED', 'WAIVED'));

CREATE TABLE nudges (
    id UUID NOT NULL,
    recipient_id UUID,
    firing_id UUID NOT NULL,
    touchpoint_id UUID NOT NULL,
    why JSONB NOT NULL,
    what JSONB NOT NULL,
    due_on DATE NOT NULL,
    state VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    dismissed_because TEXT,
    withdrawn_because JSONB,
    CONSTRAINT pk_nudges PRIMARY KEY (id),
    CONSTRAINT fk_nudges_recipient_id FOREIGN KEY(recipient_id) REFERENCES people (id),
    CONSTRAINT uq_nudges_firing_id UNIQUE (firing_id),
    CONSTRAINT fk_nudges_firing_id FOREIGN KEY(firing_id) REFERENCES trigger_firings (id),
    CONSTRAINT fk_nudges_touchpoint_id FOREIGN KEY(touchpoint_id) REFERENCES touchpoints (id),
    CONSTRAINT ck_nudges_nudgestate CHECK (state IN ('OPEN', 'SEEN', 'DONE', 'DISMISSED', 'WITHDRAWN'))
);

CREATE INDEX ix_nudges_recipient_id_state_due_on ON nudges (recipient_id, state, due_on);

CREATE INDEX ix_nudges_touchpoint_id ON nudges (touchpoint_id);

CREATE TABLE touchpoint_goals (
    id UUID NOT NULL,
    touchpoint_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    CONSTRAINT pk_touchpoint_goals PRIMARY KEY (id),
    CONSTRAINT uq_touchpoint_goals_touchpoint_id_goal_id UNIQUE (touchpoint_id, goal_id),
    CONSTRAINT fk_touchpoint_goals_touchpoint_id FOREIGN KEY(touchpoint_id) REFERENCES touchpoints (id),
    CONSTRAINT fk_touchpoint_goals_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id)
);

CREATE INDEX ix_touchpoint_goals_goal_id ON touchpoint_goals (goal_id);

CREATE TABLE commitments (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    counterpart_id UUID NOT NULL,
    text TEXT NOT NULL,
    due_on DATE NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state VARCHAR(40) NOT NULL,
    times_carried_over INTEGER NOT NULL,
    release_wanted_by_id UUID,
    dealt_with_at TIMESTAMP WITH TIME ZONE,
    dealt_with_by_id UUID,
    CONSTRAINT pk_commitments PRIMARY KEY (id),
    CONSTRAINT ck_commitments_two_people CHECK (owner_id <> counterpart_id),
    CONSTRAINT fk_commitments_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_commitments_owner_id FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_commitments_counterpart_id FOREIGN KEY(counterpart_id) REFERENCES people (id),
    CONSTRAINT ck_commitments_commitmentstate CHECK (state IN ('OPEN', 'CARRIED_OVER', 'FULFILLED', 'BROKEN', 'RELEASED')),
    CONSTRAINT fk_commitments_release_wanted_by_id FOREIGN KEY(release_wanted_by_id) REFERENCES people (id),
    CONSTRAINT fk_commitments_dealt_with_by_id FOREIGN KEY(dealt_with_by_id) REFERENCES people (id)
);

CREATE INDEX ix_commitments_conversation_id ON commitments (conversation_id);

CREATE INDEX ix_commitments_counterpart_id ON commitments (counterpart_id);

CREATE INDEX ix_commitments_owner_id_due_on ON commitments (owner_id, due_on);

CREATE TABLE conversation_notes (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    author_id UUID NOT NULL,
    visibility VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_conversation_notes PRIMARY KEY (id),
    CONSTRAINT fk_conversation_notes_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_conversation_notes_author_id FOREIGN KEY(author_id) REFERENCES people (id),
    CONSTRAINT ck_conversation_notes_visibility CHECK (visibility IN ('AUTHOR_ONLY', 'PARTICIPANTS'))
);

CREATE INDEX ix_conversation_notes_conversation_id ON conversation_notes (conversation_id);

CREATE TABLE held_confirmations (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    person_id UUID NOT NULL,
    confirmed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_held_confirmations PRIMARY KEY (id),
    CONSTRAINT uq_held_confirmations_conversation_id_person_id UNIQUE (conversation_id, person_id),
    CONSTRAINT fk_held_confirmations_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_held_confirmations_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE prep_facts (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    author_id UUID,
    visibility VARCHAR(40) NOT NULL,
    origin VARCHAR(40) NOT NULL,
    origin_id UUID,
    text JSONB NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    evidence_id UUID,
    snapshot JSONB NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE,
    frozen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_prep_facts PRIMARY KEY (id),
    CONSTRAINT uq_prep_facts_conversation_id_origin_origin_id UNIQUE (conversation_id, origin, origin_id),
    CONSTRAINT fk_prep_facts_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_prep_facts_author_id FOREIGN KEY(author_id) REFERENCES people (id),
    CONSTRAINT ck_prep_facts_visibility CHECK (visibility IN ('AUTHOR_ONLY', 'PARTICIPANTS')),
    CONSTRAINT ck_prep_facts_factorigin CHECK (origin IN ('FIRING', 'EVIDENCE', 'GOAL', 'PERSON')),
    CONSTRAINT fk_prep_facts_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id)
);

CREATE TABLE prep_questions (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    author_id UUID,
    visibility VARCHAR(40) NOT NULL,
    type VARCHAR(40) NOT NULL,
    text JSONB NOT NULL,
    bank_key TEXT,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_prep_questions PRIMARY KEY (id),
    CONSTRAINT uq_prep_questions_conversation_id_bank_key UNIQUE (conversation_id, bank_key),
    CONSTRAINT fk_prep_questions_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_prep_questions_author_id FOREIGN KEY(author_id) REFERENCES people (id),
    CONSTRAINT ck_prep_questions_visibility CHECK (visibility IN ('AUTHOR_ONLY', 'PARTICIPANTS')),
    CONSTRAINT ck_prep_questions_questiontype CHECK (type IN ('EXPLORE', 'REFLECT', 'CONFIRM'))
);

CREATE TABLE records (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    manager_id UUID NOT NULL,
    state VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    late BOOLEAN NOT NULL,
    shared_at TIMESTAMP WITH TIME ZONE,
    sealed_at TIMESTAMP WITH TIME ZONE,
    sealed_by_id UUID,
    CONSTRAINT pk_records PRIMARY KEY (id),
    CONSTRAINT uq_records_conversation_id_subject_id UNIQUE (conversation_id, subject_id),
    CONSTRAINT fk_records_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_records_subject_id FOREIGN KEY(subject_id) REFERENCES people (id),
    CONSTRAINT fk_records_manager_id FOREIGN KEY(manager_id) REFERENCES people (id),
    CONSTRAINT ck_records_recordstate CHECK (state IN ('DRAFT', 'SHARED', 'ACKNOWLEDGED', 'CONTESTED', 'SEALED')),
    CONSTRAINT fk_records_sealed_by_id FOREIGN KEY(sealed_by_id) REFERENCES people (id)
);

CREATE INDEX ix_records_manager_id ON records (manager_id);

CREATE INDEX ix_records_subject_id ON records (subject_id);

CREATE TABLE scorecard_sources (
    id UUID NOT NULL,
    scorecard_id UUID NOT NULL,
    indicator VARCHAR(40) NOT NULL,
    source_id UUID NOT NULL,
    conversation_id UUID,
    favourable BOOLEAN NOT NULL,
    CONSTRAINT pk_scorecard_sources PRIMARY KEY (id),
    CONSTRAINT uq_scorecard_sources_scorecard_id_indicator_source_id UNIQUE (scorecard_id, indicator, source_id),
    CONSTRAINT fk_scorecard_sources_scorecard_id FOREIGN KEY(scorecard_id) REFERENCES manager_scorecards (id) ON DELETE CASCADE,
    CONSTRAINT ck_scorecard_sources_indicator CHECK (indicator IN ('COVERAGE', 'FOLLOW_THROUGH')),
    CONSTRAINT fk_scorecard_sources_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id)
);

CREATE TABLE talking_points (
    id UUID NOT NULL,
    manager_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    author_id UUID NOT NULL,
    visibility VARCHAR(40) NOT NULL,
    text TEXT NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    discussed_in_id UUID,
    discussed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_talking_points PRIMARY KEY (id),
    CONSTRAINT fk_talking_points_manager_id FOREIGN KEY(manager_id) REFERENCES people (id),
    CONSTRAINT fk_talking_points_subject_id FOREIGN KEY(subject_id) REFERENCES people (id),
    CONSTRAINT fk_talking_points_author_id FOREIGN KEY(author_id) REFERENCES people (id),
    CONSTRAINT ck_talking_points_visibility CHECK (visibility IN ('AUTHOR_ONLY', 'PARTICIPANTS')),
    CONSTRAINT fk_talking_points_discussed_in_id FOREIGN KEY(discussed_in_id) REFERENCES conversations (id)
);

CREATE INDEX ix_talking_points_discussed_in_id ON talking_points (discussed_in_id);

CREATE INDEX ix_talking_points_manager_id_subject_id ON talking_points (manager_id, subject_id);

CREATE INDEX ix_talking_points_subject_id ON talking_points (subject_id);

CREATE TABLE carry_overs (
    id UUID NOT NULL,
    commitment_id UUID NOT NULL,
    by_id UUID NOT NULL,
    carried_at TIMESTAMP WITH TIME ZONE NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_carry_overs PRIMARY KEY (id),
    CONSTRAINT fk_carry_overs_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitments (id),
    CONSTRAINT fk_carry_overs_by_id FOREIGN KEY(by_id) REFERENCES people (id)
);

CREATE INDEX ix_carry_overs_commitment_id ON carry_overs (commitment_id);

CREATE TABLE loaded_commitments (
    id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    commitment_id UUID NOT NULL,
    loaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_loaded_commitments PRIMARY KEY (id),
    CONSTRAINT uq_loaded_commitments_conversation_id_commitment_id UNIQUE (conversation_id, commitment_id),
    CONSTRAINT fk_loaded_commitments_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversations (id),
    CONSTRAINT fk_loaded_commitments_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitments (id)
);

CREATE INDEX ix_loaded_commitments_commitment_id ON loaded_commitments (commitment_id);

CREATE TABLE record_versions (
    id UUID NOT NULL,
    record_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    number INTEGER NOT NULL,
    author_id UUID NOT NULL,
    reason TEXT,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    shared_at TIMESTAMP WITH TIME ZONE,
    position INTEGER,
    previous_hash TEXT,
    hash TEXT,
    CONSTRAINT pk_record_versions PRIMARY KEY (id),
    CONSTRAINT uq_record_versions_record_id_number UNIQUE (record_id, number),
    CONSTRAINT uq_record_versions_subject_id_position UNIQUE (subject_id, position),
    CONSTRAINT fk_record_versions_record_id FOREIGN KEY(record_id) REFERENCES records (id),
    CONSTRAINT fk_record_versions_subject_id FOREIGN KEY(subject_id) REFERENCES people (id),
    CONSTRAINT fk_record_versions_author_id FOREIGN KEY(author_id) REFERENCES people (id)
);

CREATE TABLE record_actions (
    id UUID NOT NULL,
    version_id UUID NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    owner_id UUID NOT NULL,
    due_on DATE NOT NULL,
    commitment_id UUID,
    CONSTRAINT pk_record_actions PRIMARY KEY (id),
    CONSTRAINT fk_record_actions_version_id FOREIGN KEY(version_id) REFERENCES record_versions (id),
    CONSTRAINT fk_record_actions_owner_id FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_record_actions_commitment_id FOREIGN KEY(commitment_id) REFERENCES commitments (id)
);

CREATE INDEX ix_record_actions_commitment_id ON record_actions (commitment_id);

CREATE INDEX ix_record_actions_version_id ON record_actions (version_id);

CREATE TABLE record_agreements (
    id UUID NOT NULL,
    version_id UUID NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_record_agreements PRIMARY KEY (id),
    CONSTRAINT fk_record_agreements_version_id FOREIGN KEY(version_id) REFERENCES record_versions (id)
);

CREATE INDEX ix_record_agreements_version_id ON record_agreements (version_id);

CREATE TABLE record_facts (
    id UUID NOT NULL,
    version_id UUID NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    occurred_on DATE,
    evidence_id UUID,
    snapshot JSONB,
    CONSTRAINT pk_record_facts PRIMARY KEY (id),
    CONSTRAINT fk_record_facts_version_id FOREIGN KEY(version_id) REFERENCES record_versions (id),
    CONSTRAINT fk_record_facts_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id)
);

CREATE INDEX ix_record_facts_version_id ON record_facts (version_id);

CREATE TABLE record_responses (
    id UUID NOT NULL,
    version_id UUID NOT NULL,
    kind VARCHAR(40) NOT NULL,
    statement TEXT,
    responded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_record_responses PRIMARY KEY (id),
    CONSTRAINT fk_record_responses_version_id FOREIGN KEY(version_id) REFERENCES record_versions (id),
    CONSTRAINT ck_record_responses_responsekind CHECK (kind IN ('ACKNOWLEDGED', 'CONTESTED', 'STATEMENT'))
);

CREATE INDEX ix_record_responses_version_id ON record_responses (version_id);

DO $$ BEGIN EXECUTE format('REVOKE UPDATE, DELETE ON audit_entries, events FROM %I', current_schema()); END $$;

