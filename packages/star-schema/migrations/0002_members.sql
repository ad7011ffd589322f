-- The unknown member of each dimension: what a fact or a dimension points to when there is nothing to point to.
INSERT INTO star.dim_country (country_id, code, name) VALUES (-1, '-1', 'Unknown');
--> statement-breakpoint
INSERT INTO star.dim_owner (owner_id, name) VALUES (-1, 'Unknown');
--> statement-breakpoint
INSERT INTO star.dim_provider (provider_id, name) VALUES (-1, 'Unknown');
--> statement-breakpoint
INSERT INTO star.dim_licence (licence_id, name) VALUES (-1, 'Unknown');
--> statement-breakpoint
INSERT INTO star.dim_instrument (instrument_id, name) VALUES (-1, 'Unknown');
--> statement-breakpoint
INSERT INTO star.dim_parameter (parameter_id, name, unit) VALUES (-1, 'unknown', 'unknown');
--> statement-breakpoint
INSERT INTO star.dim_sensor (sensor_id, location_id, parameter_id) VALUES (-1, -1, -1);
--> statement-breakpoint
INSERT INTO star.dim_location
  (location_key, location_id, valid_from, valid_to, is_current, name, country_id, owner_id, provider_id, attribute_hash)
VALUES (-1, -1, '1900-01-01 00:00:00+00', '9999-12-31 00:00:00+00', true, 'Unknown', -1, -1, -1, '');
--> statement-breakpoint
INSERT INTO star.dim_flag (flag, code, description) VALUES
  (-1, 'UNKNOWN', 'Unknown'),
  (1, 'MISSING', 'OpenAQ knows the period and published no value.'),
  (2, 'SENTINEL', 'The value is an error code of the instrument or provider, not a measurement.'),
  (4, 'NEGATIVE_SMALL', 'Below zero within the noise of the instrument: kept, because zero would bias means upwards.'),
  (8, 'NEGATIVE', 'Below the noise of the instrument, for a quantity that cannot be negative.'),
  (16, 'RANGE', 'Outside the plausible range of the parameter.'),
  (32, 'SOURCE_FLAGGED', 'OpenAQ has a flag on the sensor or its station for this period.'),
  (64, 'UNIT_UNKNOWN', 'The unit cannot be turned into the canonical unit of the parameter: the value is as published.');
--> statement-breakpoint
INSERT INTO star.dim_hour (local_hour, day_part, is_rush_hour)
SELECT
  hour,
  CASE WHEN hour < 6 THEN 'night' WHEN hour < 12 THEN 'morning' WHEN hour < 18 THEN 'afternoon' ELSE 'evening' END,
  hour BETWEEN 7 AND 9 OR hour BETWEEN 17 AND 19
FROM generate_series(0, 23) AS hour;
--> statement-breakpoint
INSERT INTO star.dim_hour (local_hour) VALUES (-1);
--> statement-breakpoint
-- A hundred years, and 0001-01-01 as the unknown date, because a date cannot be −1. Seasons are meteorological.
INSERT INTO star.dim_date
SELECT
  day,
  extract(year FROM day),
  extract(quarter FROM day),
  extract(month FROM day),
  extract(day FROM day),
  extract(isoyear FROM day),
  extract(week FROM day),
  extract(isodow FROM day),
  extract(isodow FROM day) >= 6,
  (ARRAY['winter', 'spring', 'summer', 'autumn'])[season],
  (ARRAY['summer', 'autumn', 'winter', 'spring'])[season]
FROM
  (SELECT series::date AS day FROM generate_series(timestamp '1970-01-01', '2069-12-31', '1 day') AS series) AS days,
  LATERAL (SELECT extract(month FROM day)::int % 12 / 3 + 1 AS season) AS seasons;
--> statement-breakpoint
INSERT INTO star.dim_date (local_date) VALUES ('0001-01-01');
