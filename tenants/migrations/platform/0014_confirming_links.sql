-- phase: contract
ALTER TABLE platform.sign_in_links
    DROP CONSTRAINT ck_sign_in_links_linkpurpose,
    ADD CONSTRAINT ck_sign_in_links_linkpurpose CHECK (purpose IN ('SIGN_IN', 'INVITATION', 'RECOVERY', 'CONFIRMATION'));
ALTER INDEX platform.ix_known_addresses_hash RENAME TO ix_platform_known_addresses_hash;
