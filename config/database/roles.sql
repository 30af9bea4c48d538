-- The two roles and the database, made by psql at the first start of the embedded server or of the container. Safe to run again.
-- The owner migrates; the app's role owns nothing, so that no policy or trigger is its to change.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['improvement_owner', 'improvement_app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE improvement_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE improvement_app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';

SELECT 'CREATE DATABASE improvement OWNER improvement_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'improvement')
\gexec
\connect improvement
\ir grants/grants.sql
