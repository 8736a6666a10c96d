-- phase: expand
-- How far back what a connection reads may make us speak. Rules that are there go on without a limit.
ALTER TABLE trigger_rules ADD COLUMN look_back_weeks INTEGER;
ALTER TABLE trigger_rule_versions ADD COLUMN look_back_weeks INTEGER;
