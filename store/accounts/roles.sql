-- The accounts of a Kwartier, and whose its tables are. Whoever administers PostgreSQL runs it on Kwartier's
-- database, before `kwartier migrate`; once more it changes nothing, and what an earlier account owned is handed over.
DO $$
DECLARE
    account text;
    stands text;
BEGIN
    FOREACH account IN ARRAY ARRAY['kwartier_owner', 'kwartier_worker', 'kwartier_api'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = account) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', account);
        END IF;
    END LOOP;

    EXECUTE format('ALTER DATABASE %I OWNER TO kwartier_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO kwartier_worker, kwartier_api', current_database());
    -- What is kept is compared beside the tables: in temporary ones.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO kwartier_worker', current_database());

    ALTER SCHEMA public OWNER TO kwartier_owner;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    FOR stands IN
        SELECT oid::regclass FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
            AND relowner <> 'kwartier_owner'::regrole
    LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO kwartier_owner', stands);
    END LOOP;
    FOR stands IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proowner <> 'kwartier_owner'::regrole
    LOOP
        EXECUTE format('ALTER ROUTINE %s OWNER TO kwartier_owner', stands);
    END LOOP;
END
$$;
