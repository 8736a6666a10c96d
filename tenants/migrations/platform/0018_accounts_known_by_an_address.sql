-- phase: backfill
UPDATE platform.identities SET proves = false WHERE proof = 'VERIFIED_EMAIL';
