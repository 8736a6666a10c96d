-- phase: expand
CREATE TABLE platform.access_tokens (
    id UUID NOT NULL,
    tenant_id UUID,
    kind VARCHAR(40) NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    last_four TEXT NOT NULL,
    person_id UUID,
    created_by_id UUID,
    scopes TEXT[] NOT NULL,
    roles TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    last_used_on DATE,
    CONSTRAINT pk_access_tokens PRIMARY KEY (id),
    CONSTRAINT ck_access_tokens_operators_have_none CHECK ((kind = 'OPERATOR') = (tenant_id IS NULL)),
    CONSTRAINT ck_access_tokens_users_are_people CHECK ((kind = 'USER') = (person_id IS NOT NULL)),
    CONSTRAINT ck_access_tokens_expires CHECK (expires_at <= created_at + interval '365 days'),
    CONSTRAINT ck_access_tokens_tokenkind CHECK (kind IN ('USER', 'APP', 'OPERATOR')),
    CONSTRAINT uq_access_tokens_hash UNIQUE (hash)
);

CREATE INDEX ix_platform_access_tokens_tenant_id ON platform.access_tokens (tenant_id);

CREATE TABLE platform.dead_letters (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    lane TEXT NOT NULL,
    arguments JSONB NOT NULL,
    attempts INTEGER NOT NULL,
    crashes INTEGER NOT NULL,
    cause VARCHAR(40) NOT NULL,
    error TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    died_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_dead_letters PRIMARY KEY (id),
    CONSTRAINT ck_dead_letters_cause CHECK (cause IN ('POISON', 'FAILED'))
);

CREATE INDEX ix_platform_dead_letters_tenant_id ON platform.dead_letters (tenant_id);

CREATE TABLE platform.pending_jobs (
    id UUID NOT NULL,
    tenant_id UUID NOT NULL,
    name TEXT NOT NULL,
    lane TEXT NOT NULL,
    arguments JSONB NOT NULL,
    dedupe_key TEXT,
    run_at TIMESTAMP WITH TIME ZONE NOT NULL,
    handed_at TIMESTAMP WITH TIME ZONE,
    attempts INTEGER NOT NULL,
    crashes INTEGER NOT NULL,
    deaths INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_pending_jobs PRIMARY KEY (id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.01, fillfactor = 80);

CREATE INDEX ix_pending_jobs_handed ON platform.pending_jobs (lane, tenant_id) WHERE handed_at IS NOT NULL;

CREATE INDEX ix_pending_jobs_waiting ON platform.pending_jobs (lane, tenant_id, run_at) WHERE handed_at IS NULL;

CREATE UNIQUE INDEX uq_pending_jobs_tenant_id_dedupe_key ON platform.pending_jobs (tenant_id, dedupe_key);

CREATE TABLE platform.sessions (
    hash TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sessions PRIMARY KEY (hash)
);

CREATE INDEX ix_platform_sessions_person_id ON platform.sessions (person_id);

CREATE INDEX ix_platform_sessions_tenant_id ON platform.sessions (tenant_id);

CREATE TABLE platform.sign_in_links (
    hash TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sign_in_links PRIMARY KEY (hash)
);

CREATE INDEX ix_platform_sign_in_links_tenant_id ON platform.sign_in_links (tenant_id);

CREATE TABLE platform.tenants (
    id UUID NOT NULL,
    slug TEXT,
    name TEXT NOT NULL,
    state VARCHAR(40) NOT NULL,
    cluster TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    schema_checksum TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_tenants PRIMARY KEY (id),
    CONSTRAINT uq_tenants_slug UNIQUE (slug),
    CONSTRAINT ck_tenants_tenantstate CHECK (state IN ('SPARE', 'ACTIVE', 'SUSPENDED', 'CLOSING', 'DELETED'))
);

CREATE INDEX ix_platform_tenants_state ON platform.tenants (state);

CREATE TABLE platform.ticks (
    name TEXT NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_ticks PRIMARY KEY (name)
);

CREATE TABLE platform.versions (
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_versions PRIMARY KEY (number)
);

