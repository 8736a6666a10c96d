-- phase: expand
ALTER TABLE platform.identities ADD COLUMN vouched BOOLEAN DEFAULT true NOT NULL;
-- phase: expand
ALTER TABLE platform.known_addresses ADD COLUMN own_since TIMESTAMP WITH TIME ZONE;
-- phase: backfill
UPDATE platform.identities SET vouched = false WHERE proof IN ('VERIFIED_EMAIL', 'ADMIN');
-- phase: backfill
UPDATE platform.known_addresses SET own_since = verified_at WHERE verified_at IS NOT NULL;
