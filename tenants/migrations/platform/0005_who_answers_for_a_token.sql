-- phase: expand
ALTER TABLE platform.access_tokens ADD COLUMN approved_by_id UUID;
