-- phase: contract
-- A wider check replaces a narrower one.
ALTER TABLE webhook_endpoints
    DROP CONSTRAINT ck_webhook_endpoints_switchedoffbecause,
    ADD CONSTRAINT ck_webhook_endpoints_switchedoffbecause CHECK (because IN ('FAILING', 'GONE', 'ASKED', 'RIGHTS_LOST'));
