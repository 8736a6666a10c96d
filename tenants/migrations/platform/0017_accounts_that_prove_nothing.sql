-- phase: expand
ALTER TABLE platform.identities ADD COLUMN proves BOOLEAN DEFAULT true NOT NULL;
