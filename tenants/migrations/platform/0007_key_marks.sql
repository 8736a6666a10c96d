-- phase: expand
CREATE TABLE platform.key_marks (
    name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_key_marks PRIMARY KEY (name)
);
