-- phase: contract
-- Who sends to an endpoint holds a lease on it; its deliveries need no mark of their own.
ALTER TABLE webhook_deliveries DROP COLUMN taken_by;
