-- The key of one version of a description: the same natural key and start give the same key on every rebuild and on
-- every server. 60 bits, so it is positive and −1 stays free for the unknown member.
CREATE FUNCTION star.surrogate_key(natural_key bigint, valid_from timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ('x' || left(encode(sha256(convert_to(natural_key::text || '@' || extract(epoch FROM valid_from)::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint;
--> statement-breakpoint
-- Makes the monthly partitions of every fact that cover [from_date, to_date], in UTC months, and says how many it made.
-- A partition is made apart and then attached, because CREATE TABLE … PARTITION OF would lock readers out of the fact.
-- It runs as its owner: only the owner of a table may add a partition, and the loader owns nothing.
CREATE FUNCTION star.ensure_partitions(from_date date, to_date date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
DECLARE
  fact text;
  month date;
  partition text;
  created integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('star.ensure_partitions', 0));
  FOREACH fact IN ARRAY ARRAY['fact_measurement', 'fact_hour', 'fact_day'] LOOP
    FOR month IN SELECT generate_series(date_trunc('month', from_date::timestamp), to_date, interval '1 month') LOOP
      partition := fact || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass('star.' || partition) IS NOT NULL;
      EXECUTE format('CREATE TABLE star.%I (LIKE star.%I INCLUDING ALL)', partition, fact);
      EXECUTE format(
        'ALTER TABLE star.%I ATTACH PARTITION star.%I FOR VALUES FROM (%L) TO (%L)',
        fact, partition, month, (month + interval '1 month')::date
      );
      created := created + 1;
    END LOOP;
  END LOOP;
  RETURN created;
END
$$;
