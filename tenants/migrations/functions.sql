-- What was kept long enough is removed by the login of the books, which sees no company's data:
-- only what the company's own trail says may go, and never what is younger than 180 days.
CREATE OR REPLACE FUNCTION platform.forget_audit(company text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF company !~ '^t_[0-9a-v]{26}$' THEN
        RAISE EXCEPTION 'no company has the schema %', company;
    END IF;
    EXECUTE format('DELETE FROM %1$I.audit_entries WHERE at < now() - interval ''180 days'''
        ' AND seq <= (SELECT (details ->> ''last_seq'')::bigint FROM %1$I.audit_entries'
        ' WHERE deed = ''audit.expired'' ORDER BY seq DESC LIMIT 1)', company);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION platform.forget_audit(text) FROM PUBLIC, "{app}", "{tenants}";
GRANT EXECUTE ON FUNCTION platform.forget_audit(text) TO "{relay}";
