-- phase: expand
ALTER TABLE platform.tenants ADD COLUMN closes_at TIMESTAMP WITH TIME ZONE;
CREATE TABLE platform.operator_log (
    id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    deed VARCHAR(40) NOT NULL,
    by TEXT NOT NULL,
    company_id UUID,
    slug TEXT,
    details JSONB NOT NULL,
    CONSTRAINT pk_operator_log PRIMARY KEY (id),
    CONSTRAINT ck_operator_log_deed CHECK (deed IN ('CREATE', 'SUSPEND', 'RESUME', 'CLOSE', 'RESTORE', 'DELETE', 'EXPORT', 'IMPORT', 'LINK', 'GIVE_DOMAIN', 'TAKE_DOMAIN', 'CREATE_TOKEN', 'ROTATE_KEY'))
);
CREATE INDEX ix_platform_operator_log_company_id ON platform.operator_log (company_id);
