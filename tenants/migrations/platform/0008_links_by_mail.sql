-- phase: expand
ALTER TABLE platform.sign_in_links
    ADD COLUMN purpose VARCHAR(40) DEFAULT 'SIGN_IN' NOT NULL,
    ADD COLUMN mailed_to TEXT,
    ADD CONSTRAINT ck_sign_in_links_linkpurpose CHECK (purpose IN ('SIGN_IN', 'INVITATION', 'RECOVERY'));
