-- phase: expand
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

DO $$ BEGIN EXECUTE format('REVOKE UPDATE, DELETE ON audit_entries, events FROM %I', current_schema()); END $$;
