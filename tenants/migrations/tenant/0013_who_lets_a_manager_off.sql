-- phase: expand
ALTER TABLE touchpoints ADD COLUMN excused BOOLEAN DEFAULT false NOT NULL;
