-- phase: expand
ALTER TABLE sign_in_policy ADD COLUMN single_sign_on BOOLEAN DEFAULT false NOT NULL;
