-- phase: expand
-- A domain may be proven by the company itself; those there are were given by operators.
ALTER TABLE platform.email_domains
    ADD COLUMN given BOOLEAN DEFAULT false NOT NULL,
    ADD COLUMN proven BOOLEAN DEFAULT false NOT NULL;

UPDATE platform.email_domains SET given = true;

ALTER TABLE platform.email_domains
    ADD CONSTRAINT ck_email_domains_for_a_reason CHECK (given OR proven);
