-- What the version before its names were written out left behind in a company. A goal was agreed
-- and closed; the agreement was told. Three more wait: with a listener, in a reaction, given up.
INSERT INTO {schema}.events
    (id, name, subject, subject_id, occurred_at, actor_kind, content)
VALUES
    ('01900000-0000-7000-8000-000000000001', 'goal.activated', 'goal', '01900000-0000-7000-8000-00000000000a', now(), 'SYSTEM',
     '{"subject_id": "01900000-0000-7000-8000-00000000000a", "owner_id": "01900000-0000-7000-8000-0000000000aa"}'),
    ('01900000-0000-7000-8000-000000000002', 'goal.closed', 'goal', '01900000-0000-7000-8000-00000000000a', now(), 'SYSTEM',
     '{"subject_id": "01900000-0000-7000-8000-00000000000a", "owner_id": "01900000-0000-7000-8000-0000000000aa", "closure_id": "01900000-0000-7000-8000-0000000000bb", "outcome": "ACHIEVED"}'),
    ('01900000-0000-7000-8000-000000000003', 'goal.activated', 'goal', '01900000-0000-7000-8000-00000000000b', now(), 'SYSTEM',
     '{"subject_id": "01900000-0000-7000-8000-00000000000b", "owner_id": "01900000-0000-7000-8000-0000000000aa"}'),
    ('01900000-0000-7000-8000-000000000004', 'goal.activated', 'goal', '01900000-0000-7000-8000-00000000000c', now(), 'SYSTEM',
     '{"subject_id": "01900000-0000-7000-8000-00000000000c", "owner_id": "01900000-0000-7000-8000-0000000000aa"}'),
    ('01900000-0000-7000-8000-000000000005', 'goal.activated', 'goal', '01900000-0000-7000-8000-00000000000d', now(), 'SYSTEM',
     '{"subject_id": "01900000-0000-7000-8000-00000000000d", "owner_id": "01900000-0000-7000-8000-0000000000aa"}');

INSERT INTO {schema}.handled (event_id, reaction, handled_at)
VALUES ('01900000-0000-7000-8000-000000000001', 'webhooks.reactions.fan_out', now());

INSERT INTO platform.pending_jobs
    (id, tenant_id, name, lane, arguments, dedupe_key, run_at, attempts, crashes, created_at)
VALUES
    (gen_random_uuid(), '{tenant}', 'tenants.reactions.dispatch', 'default',
     '{"event_ids": ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"]}', NULL, now(), 0, 0, now()),
    (gen_random_uuid(), '{tenant}', 'tenants.reactions.listen', 'default',
     '{"event_ids": ["01900000-0000-7000-8000-000000000003"], "listener": "webhooks.reactions.fan_out"}', NULL, now(), 0, 0, now()),
    (gen_random_uuid(), '{tenant}', 'tenants.reactions.react', 'default',
     '{"event_id": "01900000-0000-7000-8000-000000000001", "reaction": "webhooks.reactions.fan_out"}', NULL, now(), 0, 0, now()),
    (gen_random_uuid(), '{tenant}', 'tenants.reactions.react', 'default',
     '{"event_id": "01900000-0000-7000-8000-000000000004", "reaction": "webhooks.reactions.fan_out"}', NULL, now(), 2, 0, now()),
    (gen_random_uuid(), '{tenant}', 'webhooks.jobs.deliver', 'webhook', '{}', 'webhooks.jobs.deliver:due', now(), 0, 0, now());

INSERT INTO platform.dead_letters
    (id, tenant_id, name, lane, arguments, attempts, crashes, cause, error, created_at, died_at)
VALUES
    ('{dead}', '{tenant}', 'tenants.reactions.react', 'default',
     '{"event_id": "01900000-0000-7000-8000-000000000005", "reaction": "webhooks.reactions.fan_out"}',
     12, 0, 'FAILED', 'ConnectionRefusedError at webhooks/writing.py:40', now(), now());
