-- phase: contract
ALTER TABLE platform.operator_log
    DROP CONSTRAINT ck_operator_log_deed,
    ADD CONSTRAINT ck_operator_log_deed CHECK (deed IN ('CREATE', 'SUSPEND', 'RESUME', 'CLOSE', 'RESTORE', 'DELETE', 'EXPORT', 'IMPORT', 'LINK', 'GIVE_DOMAIN', 'TAKE_DOMAIN', 'CREATE_TOKEN', 'ROTATE_KEY', 'AUDIT_DAYS', 'READ_MAIL'));
