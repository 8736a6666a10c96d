-- phase: expand
ALTER TABLE events ADD COLUMN via_id UUID;

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
    CONSTRAINT pk_delegations PRIMARY KEY (id),
    CONSTRAINT ck_delegations_because CHECK ((ended_at IS NULL) = (because IS NULL)),
    CONSTRAINT fk_delegations_person_id FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT ck_delegations_endedbecause CHECK (because IN ('REPLACED', 'REVOKED', 'GIVEN_BACK', 'STOLEN', 'UNINSTALLED', 'LEFT'))
);

CREATE INDEX ix_delegations_person_id ON delegations (person_id);

CREATE UNIQUE INDEX uq_delegations_live ON delegations (client_id, person_id) WHERE ended_at IS NULL;

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
    CONSTRAINT pk_delegation_codes PRIMARY KEY (hash),
    CONSTRAINT fk_delegation_codes_person_id FOREIGN KEY (person_id) REFERENCES people (id)
);

CREATE INDEX ix_delegation_codes_expires_at ON delegation_codes (expires_at);

CREATE INDEX ix_delegation_codes_person_id ON delegation_codes (person_id);

CREATE TABLE refresh_tokens (
    hash TEXT NOT NULL,
    delegation_id UUID NOT NULL,
    generation INTEGER NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_refresh_tokens PRIMARY KEY (hash),
    CONSTRAINT fk_refresh_tokens_delegation_id FOREIGN KEY (delegation_id) REFERENCES delegations (id)
);

CREATE INDEX ix_refresh_tokens_delegation_id ON refresh_tokens (delegation_id);

CREATE INDEX ix_refresh_tokens_expires_at ON refresh_tokens (expires_at);
