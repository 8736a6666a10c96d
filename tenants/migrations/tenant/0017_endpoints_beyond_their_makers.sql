-- phase: backfill
UPDATE webhook_endpoints SET state = 'SWITCHED_OFF', because = 'RIGHTS_LOST'
    WHERE kind = 'COMPANY' AND state <> 'SWITCHED_OFF' AND NOT roles @> ARRAY['HR']
        AND scopes && ARRAY['goals:read', 'signals:read', 'policy:read', 'scorecards:read'];
