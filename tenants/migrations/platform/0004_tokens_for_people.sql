-- phase: expand
ALTER TABLE platform.access_tokens ADD COLUMN delegation_id UUID;
