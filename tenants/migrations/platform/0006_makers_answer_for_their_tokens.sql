-- phase: backfill
UPDATE platform.access_tokens SET approved_by_id = created_by_id WHERE kind = 'APP';
