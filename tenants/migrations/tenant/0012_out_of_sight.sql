-- phase: expand
ALTER TABLE evidence ADD COLUMN out_of_sight_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE observed_items ADD COLUMN out_of_sight_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE connection_hints ADD COLUMN deleted BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE connection_sources
    ADD COLUMN covered_until TIMESTAMP WITH TIME ZONE,
    ADD COLUMN trouble JSONB;

ALTER TABLE connections ADD COLUMN unreadable TEXT[] DEFAULT '{}' NOT NULL;
