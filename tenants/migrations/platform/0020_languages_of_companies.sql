-- phase: expand
ALTER TABLE platform.tenants
    ADD COLUMN language VARCHAR(40) DEFAULT 'ZH_CN' NOT NULL,
    ADD CONSTRAINT ck_tenants_language CHECK (language IN ('ZH_CN', 'EN'));
