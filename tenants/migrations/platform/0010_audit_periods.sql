-- phase: expand
ALTER TABLE platform.tenants
    ADD COLUMN audit_days INTEGER DEFAULT 365 NOT NULL,
    ADD CONSTRAINT ck_tenants_audit_days_of_a_plan CHECK (audit_days IN (180, 365, 1095));

CREATE TABLE platform.audit_periods (
    tenant_id UUID NOT NULL,
    days INTEGER NOT NULL,
    CONSTRAINT pk_audit_periods PRIMARY KEY (tenant_id)
);
