-- phase: contract
-- Wider checks replace narrower ones, and the default that filled what was there goes.
ALTER TABLE metric_series ALTER COLUMN better DROP DEFAULT;

ALTER TABLE trigger_rules
    DROP CONSTRAINT ck_trigger_rules_rulekind,
    DROP CONSTRAINT ck_trigger_rules_touchpointkind,
    ADD CONSTRAINT ck_trigger_rules_rulekind CHECK (kind IN ('GOAL_ISSUED', 'METRIC_DECLINE', 'MILESTONE_REACHED')),
    ADD CONSTRAINT ck_trigger_rules_touchpointkind CHECK (touchpoint_kind IN ('GOAL_CLARIFICATION', 'COACHING', 'RETRO'));

ALTER TABLE touchpoints
    DROP CONSTRAINT ck_touchpoints_touchpointkind,
    ADD CONSTRAINT ck_touchpoints_touchpointkind CHECK (kind IN ('GOAL_CLARIFICATION', 'COACHING', 'RETRO'));
