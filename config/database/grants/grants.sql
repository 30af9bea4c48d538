-- What the app's role may do in a database that the owner made: rows, never tables. Copied with the database (CREATE DATABASE … TEMPLATE).
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO improvement_app;
ALTER DEFAULT PRIVILEGES FOR ROLE improvement_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO improvement_app;
ALTER DEFAULT PRIVILEGES FOR ROLE improvement_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO improvement_app;
