-- phase: expand
-- Admins and HR may be asked for a second factor; what they show it with.
CREATE TABLE sign_in_policy (
    sole BOOLEAN NOT NULL,
    second_factor BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_sign_in_policy PRIMARY KEY (sole),
    CONSTRAINT ck_sign_in_policy_sole CHECK (sole)
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

CREATE TABLE code_guesses (
    person_id UUID NOT NULL,
    wrong INTEGER NOT NULL,
    wait_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_code_guesses PRIMARY KEY (person_id),
    CONSTRAINT fk_code_guesses_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

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

CREATE TABLE recovery_codes (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    hash TEXT NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_recovery_codes PRIMARY KEY (id),
    CONSTRAINT fk_recovery_codes_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_recovery_codes_person_id ON recovery_codes (person_id);
