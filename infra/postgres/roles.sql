-- Logins of the stack. Doing it again changes nothing but passwords. The privileges of the three roles of the star
-- schema come with its migrations, those of Airflow's reader with airflow-reader.sql.
\getenv owner OWNER_PASSWORD
\getenv writer WRITER_PASSWORD
\getenv stager STAGER_PASSWORD
\getenv reader READER_PASSWORD
\getenv airflow AIRFLOW_PASSWORD
\getenv airflow_reader AIRFLOW_READER_PASSWORD
\getenv superuser SUPERUSER_PASSWORD

SELECT format('CREATE ROLE %I', wanted) FROM unnest(ARRAY[
  'airstar_owner', 'airstar_writer', 'airstar_stager', 'airstar_reader', 'airflow', 'airflow_reader'
]) AS wanted
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)
\gexec

BEGIN;
-- A statement with a password is in no log of the server, not even when it fails.
SET LOCAL log_statement = 'none';
SET LOCAL log_min_error_statement = 'panic';

-- Migrations create roles where they are missing, so their owner has to be allowed to.
ALTER ROLE airstar_owner LOGIN CREATEROLE PASSWORD :'owner';
ALTER ROLE airstar_writer LOGIN PASSWORD :'writer';
ALTER ROLE airstar_stager LOGIN PASSWORD :'stager';
ALTER ROLE airstar_reader LOGIN PASSWORD :'reader';
ALTER ROLE airflow LOGIN PASSWORD :'airflow';
ALTER ROLE airflow_reader LOGIN PASSWORD :'airflow_reader';
ALTER ROLE postgres PASSWORD :'superuser';
COMMIT;

-- What the migration would give the reader, had it created it.
ALTER ROLE airstar_reader SET default_transaction_read_only = on;
ALTER ROLE airstar_reader SET statement_timeout = '30s';
ALTER ROLE airstar_reader SET timezone = 'UTC';

ALTER ROLE airflow_reader SET default_transaction_read_only = on;
ALTER ROLE airflow_reader SET statement_timeout = '30s';
ALTER ROLE airflow_reader SET timezone = 'UTC';

ALTER DATABASE airstar OWNER TO airstar_owner;
REVOKE CONNECT ON DATABASE airstar FROM PUBLIC;
GRANT CONNECT ON DATABASE airstar TO airstar_writer, airstar_stager, airstar_reader;
