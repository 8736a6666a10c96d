-- phase: backfill
UPDATE closed_text SET first_closed_since = closed_since WHERE first_closed_since > closed_since;
