-- hour: statistics of one sensor over one local hour. Grain: sensor_id × hour_start_utc.
-- Inputs: measurement, ref_completeness. Only periods of an hour or less; longer ones are seen by the day alone.
-- Local, not UTC: hours of Kathmandu begin at a quarter past.
-- A row exists wherever a reading exists: an hour of nothing but refused values has no mean, and says so by its counts.
-- A quantile is the mean of its two neighbours by rank, weighted by nearness: percentile_cont, which would hold
-- every value of every group in memory where it cannot spill.
WITH reading AS (
  SELECT
    sensor_id, location_id, parameter_id, period_end_utc, unit, flags, is_usable, local_date, local_hour,
    utc_offset_minutes, local_hour_start_utc,
    CASE WHEN is_usable THEN value END AS usable_value,
    unix_timestamp(period_end_utc) - unix_timestamp(period_start_utc) AS period_seconds
  FROM measurement
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY sensor_id, local_hour_start_utc ORDER BY usable_value NULLS LAST) - 1 AS position,
    count(usable_value) OVER (PARTITION BY sensor_id, local_hour_start_utc) - 1 AS last_position
  FROM reading
  WHERE period_seconds > 0 AND period_seconds <= 3600
),
summary AS (
  SELECT
    sensor_id,
    local_hour_start_utc,
    max_by(location_id, period_end_utc) AS location_id,
    max_by(parameter_id, period_end_utc) AS parameter_id,
    max_by(local_date, period_end_utc) AS local_date,
    max_by(local_hour, period_end_utc) AS local_hour,
    max_by(utc_offset_minutes, period_end_utc) AS utc_offset_minutes,
    coalesce(max(unit) FILTER (WHERE is_usable), max(unit)) AS unit,
    avg(usable_value) AS mean,
    min(usable_value) AS minimum,
    max(usable_value) AS maximum,
    stddev_samp(usable_value) AS standard_deviation,
    sum(usable_value * greatest(0, 1 - abs(0.02 * last_position - position))) AS q02,
    sum(usable_value * greatest(0, 1 - abs(0.25 * last_position - position))) AS q25,
    sum(usable_value * greatest(0, 1 - abs(0.5 * last_position - position))) AS median,
    sum(usable_value * greatest(0, 1 - abs(0.75 * last_position - position))) AS q75,
    sum(usable_value * greatest(0, 1 - abs(0.98 * last_position - position))) AS q98,
    count(usable_value) AS observed_count,
    -- 60 minutes / period where all periods are alike, and / their mean where the sensor changed its pace.
    floor(count(*) * 3600 / sum(period_seconds) + 0.5) AS expected_count,
    count_if(flags <> 0) AS flagged_count,
    coalesce(sum(period_seconds) FILTER (WHERE is_usable), 0) * 100 / 3600 AS percent_coverage
  FROM ranked
  GROUP BY sensor_id, local_hour_start_utc
)
SELECT
  sensor_id,
  location_id,
  parameter_id,
  local_hour_start_utc AS hour_start_utc,
  local_date,
  local_hour,
  utc_offset_minutes,
  unit,
  round6(mean) AS mean,
  round6(minimum) AS minimum,
  round6(maximum) AS maximum,
  round6(standard_deviation) AS standard_deviation,
  round6(q02) AS q02,
  round6(q25) AS q25,
  round6(median) AS median,
  round6(q75) AS q75,
  round6(q98) AS q98,
  CAST(observed_count AS INT) AS observed_count,
  CAST(expected_count AS INT) AS expected_count,
  CAST(flagged_count AS INT) AS flagged_count,
  round6(observed_count * 100 / expected_count) AS percent_complete,
  round6(percent_coverage) AS percent_coverage,
  percent_coverage >= threshold_percent AS is_valid,
  threshold_percent AS threshold_used
FROM summary
CROSS JOIN ref_completeness
