-- phase: contract
-- Wider checks replace narrower ones; a session gets an id that may be shown, unlike its hash.
ALTER TABLE platform.access_tokens
    DROP CONSTRAINT ck_access_tokens_tokenkind,
    ADD CONSTRAINT ck_access_tokens_tokenkind CHECK (kind IN ('USER', 'APP', 'PLUGIN', 'OPERATOR')),
    ADD CONSTRAINT ck_access_tokens_plugins_are_clients CHECK ((kind = 'PLUGIN') = (client_id IS NOT NULL));

ALTER TABLE platform.sessions ADD COLUMN id UUID, ADD COLUMN browser TEXT;

UPDATE platform.sessions SET id = gen_random_uuid(), browser = '';

ALTER TABLE platform.sessions
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN browser SET NOT NULL,
    DROP CONSTRAINT pk_sessions,
    ADD CONSTRAINT pk_sessions PRIMARY KEY (id),
    ADD CONSTRAINT uq_sessions_hash UNIQUE (hash);
