-- phase: backfill
UPDATE touchpoints SET excused = true WHERE state = 'WAIVED' AND waived_by_id IS DISTINCT FROM owner_id;
