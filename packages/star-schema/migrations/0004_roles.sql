-- Roles belong to the server, not to the database: another database may have made them already, or be at it right now.
DO $$
BEGIN
  -- What a dashboard or an analyst logs in as. A query that takes longer than this is a mistake, not an analysis.
  CREATE ROLE airstar_reader LOGIN;
  ALTER ROLE airstar_reader SET default_transaction_read_only = on;
  ALTER ROLE airstar_reader SET statement_timeout = '30s';
  ALTER ROLE airstar_reader SET timezone = 'UTC';
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  CREATE ROLE airstar_writer NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
DO $$
BEGIN
  CREATE ROLE airstar_stager NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA star TO airstar_reader, airstar_writer;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA star TO airstar_reader, airstar_writer;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION star.ensure_partitions FROM PUBLIC;
--> statement-breakpoint
-- The loader: publishes and cleans. A fact is never deleted, so it may not.
GRANT EXECUTE ON FUNCTION star.ensure_partitions TO airstar_writer;
--> statement-breakpoint
GRANT INSERT, UPDATE ON
  star.fact_measurement, star.fact_hour, star.fact_day, star.fact_pipeline_run,
  star.dim_location, star.dim_sensor, star.dim_parameter, star.dim_country, star.dim_owner, star.dim_provider,
  star.dim_licence, star.dim_instrument, star.bridge_location_licence, star.bridge_location_instrument
TO airstar_writer;
--> statement-breakpoint
GRANT DELETE ON star.bridge_location_licence, star.bridge_location_instrument TO airstar_writer;
--> statement-breakpoint
GRANT USAGE ON SCHEMA staging TO airstar_stager, airstar_writer;
--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON staging.manifest TO airstar_writer;
--> statement-breakpoint
GRANT SELECT, DELETE, TRUNCATE, MAINTAIN ON
  staging.measurement, staging.hour, staging.day, staging.location, staging.sensor, staging.location_licence,
  staging.location_instrument
TO airstar_writer;
--> statement-breakpoint
-- The engine: stages a batch and says that it is complete.
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA staging TO airstar_stager;
--> statement-breakpoint
GRANT UPDATE ON staging.manifest TO airstar_stager;
