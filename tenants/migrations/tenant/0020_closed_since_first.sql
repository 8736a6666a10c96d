-- phase: expand
ALTER TABLE closed_text ADD COLUMN first_closed_since TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL;
