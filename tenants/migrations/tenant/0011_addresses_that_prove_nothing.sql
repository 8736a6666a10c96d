-- phase: expand
ALTER TABLE people ADD COLUMN email_confirmed BOOLEAN DEFAULT true NOT NULL;
