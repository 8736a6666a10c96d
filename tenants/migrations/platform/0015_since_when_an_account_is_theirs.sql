-- phase: expand
ALTER TABLE platform.identities ADD COLUMN matched_at TIMESTAMP WITH TIME ZONE;
