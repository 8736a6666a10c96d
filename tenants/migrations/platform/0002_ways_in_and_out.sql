-- phase: expand
CREATE TABLE platform.app_hours (
    app TEXT NOT NULL,
    hour TIMESTAMP WITH TIME ZONE NOT NULL,
    points INTEGER NOT NULL,
    companies INTEGER NOT NULL,
    companies_before INTEGER DEFAULT '0' NOT NULL,
    stopped_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_app_hours PRIMARY KEY (app)
);

CREATE TABLE platform.app_shares (
    app TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    hour TIMESTAMP WITH TIME ZONE NOT NULL,
    points INTEGER NOT NULL,
    CONSTRAINT pk_app_shares PRIMARY KEY (app, tenant_id)
);

CREATE TABLE platform.clients (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT,
    jwks_url TEXT,
    scopes TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    shut_out_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_clients PRIMARY KEY (id)
);

CREATE INDEX ix_platform_clients_tenant_id ON platform.clients (tenant_id);

CREATE TABLE platform.email_domains (
    domain TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    CONSTRAINT pk_email_domains PRIMARY KEY (domain, tenant_id)
);

CREATE TABLE platform.hook_addresses (
    hash TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    connection_id UUID NOT NULL,
    CONSTRAINT pk_hook_addresses PRIMARY KEY (hash)
);

CREATE INDEX ix_platform_hook_addresses_tenant_id ON platform.hook_addresses (tenant_id);

CREATE TABLE platform.identities (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    hash TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    told_name TEXT NOT NULL,
    told_email TEXT NOT NULL,
    person_id UUID,
    proof VARCHAR(40),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_identities PRIMARY KEY (id),
    CONSTRAINT uq_identities_hash_tenant_id UNIQUE (hash, tenant_id),
    CONSTRAINT ck_identities_proven CHECK ((person_id IS NULL) = (proof IS NULL)),
    CONSTRAINT ck_identities_proof CHECK (proof IN ('INVITATION', 'SESSION', 'VERIFIED_EMAIL', 'ADMIN'))
);

CREATE UNIQUE INDEX uq_identities_tenant_id_issuer_person_id ON platform.identities (tenant_id, issuer, person_id) WHERE person_id IS NOT NULL;

CREATE TABLE platform.identity_providers (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    client_secret TEXT NOT NULL,
    email_domains TEXT[] NOT NULL,
    matches_email BOOLEAN NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE,
    problem JSONB,
    CONSTRAINT pk_identity_providers PRIMARY KEY (id),
    CONSTRAINT uq_identity_providers_tenant_id_issuer_client_id UNIQUE (tenant_id, issuer, client_id)
);

CREATE TABLE platform.spent_states (
    hash TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    spent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spent_states PRIMARY KEY (hash)
);

CREATE INDEX ix_platform_spent_states_tenant_id ON platform.spent_states (tenant_id);

CREATE TABLE platform.tenant_keys (
    tenant_id UUID NOT NULL,
    wrapped TEXT NOT NULL,
    CONSTRAINT pk_tenant_keys PRIMARY KEY (tenant_id)
);

ALTER TABLE platform.access_tokens ADD COLUMN client_id UUID;

CREATE INDEX ix_platform_access_tokens_client_id ON platform.access_tokens (client_id);
