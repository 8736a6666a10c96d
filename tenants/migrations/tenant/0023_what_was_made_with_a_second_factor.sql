-- phase: expand
ALTER TABLE delegations ADD COLUMN confirmed BOOLEAN DEFAULT false NOT NULL;
-- phase: expand
ALTER TABLE delegation_codes ADD COLUMN confirmed BOOLEAN DEFAULT false NOT NULL;
-- phase: expand
ALTER TABLE webhook_endpoints ADD COLUMN confirmed BOOLEAN DEFAULT false NOT NULL;
