-- phase: expand
-- Domains that the company says are theirs, and the records that show it.
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
