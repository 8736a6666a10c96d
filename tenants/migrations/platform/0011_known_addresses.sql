-- phase: expand
CREATE TABLE platform.known_addresses (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    hash TEXT NOT NULL,
    verified_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_known_addresses PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX ix_known_addresses_hash ON platform.known_addresses (hash);
ALTER TABLE platform.sessions ADD COLUMN proven_by TEXT;
