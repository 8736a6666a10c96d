-- phase: expand
ALTER TABLE people
    ADD COLUMN language VARCHAR(40),
    ADD CONSTRAINT ck_people_language CHECK (language IN ('ZH_CN', 'EN'));
