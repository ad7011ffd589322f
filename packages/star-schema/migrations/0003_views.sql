-- A view instead of a bridge table: the flags are in the bitmask of the reading already, and rows beside it could only
-- disagree with it. A table becomes right when a flag has something of its own to say, such as the version of its rule.
CREATE VIEW star.measurement_flag AS
SELECT measurement.sensor_id, measurement.period_end_utc, measurement.local_date, flag.flag, flag.code
FROM star.fact_measurement AS measurement
-- −1 has every bit set and would match each flagged reading.
JOIN star.dim_flag AS flag ON flag.flag > 0 AND measurement.flags & flag.flag <> 0;
--> statement-breakpoint
CREATE VIEW star.station AS
SELECT
  location.location_key,
  location.location_id,
  location.name,
  location.locality,
  country.code AS country_code,
  country.name AS country,
  location.timezone,
  location.latitude,
  location.longitude,
  location.is_mobile,
  location.is_monitor,
  owner.name AS owner,
  provider.name AS provider,
  location.valid_from,
  location.is_inferred
FROM star.dim_location AS location
JOIN star.dim_country AS country USING (country_id)
JOIN star.dim_owner AS owner USING (owner_id)
JOIN star.dim_provider AS provider USING (provider_id)
WHERE location.is_current AND location.location_key <> -1;
--> statement-breakpoint
CREATE VIEW star.clean_measurement AS
SELECT
  measurement.sensor_id,
  measurement.location_id,
  measurement.location_key,
  measurement.parameter_id,
  parameter.name AS parameter,
  measurement.period_start_utc,
  measurement.period_end_utc,
  measurement.local_date,
  measurement.local_hour,
  CASE WHEN measurement.is_usable THEN measurement.value END AS value,
  measurement.unit,
  measurement.flags,
  measurement.flags <> 0 AS has_flags
FROM star.fact_measurement AS measurement
JOIN star.dim_parameter AS parameter USING (parameter_id);
--> statement-breakpoint
-- One descent of the primary key per sensor, newest partition first, however long the history is.
CREATE VIEW star.latest_measurement AS
SELECT
  sensor.sensor_id,
  sensor.location_id,
  station.name AS station,
  station.latitude,
  station.longitude,
  parameter.parameter_id,
  parameter.name AS parameter,
  parameter.display_name,
  latest.period_start_utc,
  latest.period_end_utc,
  latest.value,
  latest.unit,
  latest.flags
FROM star.dim_sensor AS sensor
JOIN star.dim_parameter AS parameter USING (parameter_id)
LEFT JOIN star.station AS station USING (location_id)
CROSS JOIN LATERAL (
  SELECT * FROM star.fact_measurement AS measurement
  WHERE measurement.sensor_id = sensor.sensor_id AND measurement.is_usable
  ORDER BY measurement.period_end_utc DESC
  LIMIT 1
) AS latest;
--> statement-breakpoint
CREATE VIEW star.daily_mean AS
SELECT
  day.local_date,
  day.sensor_id,
  day.location_id,
  location.name AS station,
  parameter.parameter_id,
  parameter.name AS parameter,
  parameter.display_name,
  day.mean,
  day.unit,
  day.observed_count,
  day.expected_count,
  day.percent_coverage,
  day.is_valid
FROM star.fact_day AS day
JOIN star.dim_parameter AS parameter USING (parameter_id)
JOIN star.dim_location AS location USING (location_key);
