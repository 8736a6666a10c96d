-- phase: expand
ALTER TABLE platform.access_tokens ADD COLUMN confirmed BOOLEAN DEFAULT false NOT NULL;
