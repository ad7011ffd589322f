-- day: statistics of one sensor over one local civil day. Grain: sensor_id × local_date.
-- Inputs: measurement, ref_completeness. The day of a reading is that of its period's start.
-- Made of slots: the unrounded means of valid hours, and each period longer than an hour as it is.
-- A day has 23 or 25 hours where the clocks change, and coverage is measured against those. Quantiles: see the hour.
WITH reading AS (
  SELECT
    sensor_id, location_id, parameter_id, period_end_utc, unit, flags, is_usable, local_date, local_day_minutes,
    local_hour_start_utc,
    CASE WHEN is_usable THEN value END AS usable_value,
    unix_timestamp(period_end_utc) - unix_timestamp(period_start_utc) AS period_seconds
  FROM measurement
),
slot AS (
  SELECT
    sensor_id,
    local_date,
    max_by(location_id, period_end_utc) AS location_id,
    max_by(parameter_id, period_end_utc) AS parameter_id,
    max(period_end_utc) AS slot_end_utc,
    coalesce(max(unit) FILTER (WHERE is_usable), max(unit)) AS unit,
    max(local_day_minutes) * 60 AS day_seconds,
    3600 AS slot_seconds,
    count_if(flags <> 0) AS flagged_count,
    CASE
      WHEN sum(period_seconds) FILTER (WHERE is_usable) * 100 / 3600 >= max(threshold_percent) THEN avg(usable_value)
    END AS slot_mean
  FROM reading
  CROSS JOIN ref_completeness
  WHERE period_seconds > 0 AND period_seconds <= 3600
  GROUP BY sensor_id, local_date, local_hour_start_utc
  UNION ALL
  -- What reaches beyond its day covers no more than the day.
  SELECT
    sensor_id, local_date, location_id, parameter_id, period_end_utc, unit, local_day_minutes * 60,
    least(period_seconds, local_day_minutes * 60), CASE WHEN flags <> 0 THEN 1 ELSE 0 END, usable_value
  FROM reading
  WHERE period_seconds > 3600
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY sensor_id, local_date ORDER BY slot_mean NULLS LAST) - 1 AS position,
    count(slot_mean) OVER (PARTITION BY sensor_id, local_date) - 1 AS last_position
  FROM slot
),
summary AS (
  SELECT
    sensor_id,
    local_date,
    max_by(location_id, slot_end_utc) AS location_id,
    max_by(parameter_id, slot_end_utc) AS parameter_id,
    coalesce(max(unit) FILTER (WHERE slot_mean IS NOT NULL), max(unit)) AS unit,
    avg(slot_mean) AS mean,
    min(slot_mean) AS minimum,
    max(slot_mean) AS maximum,
    stddev_samp(slot_mean) AS standard_deviation,
    sum(slot_mean * greatest(0, 1 - abs(0.02 * last_position - position))) AS q02,
    sum(slot_mean * greatest(0, 1 - abs(0.25 * last_position - position))) AS q25,
    sum(slot_mean * greatest(0, 1 - abs(0.5 * last_position - position))) AS median,
    sum(slot_mean * greatest(0, 1 - abs(0.75 * last_position - position))) AS q75,
    sum(slot_mean * greatest(0, 1 - abs(0.98 * last_position - position))) AS q98,
    count(slot_mean) AS observed_count,
    floor(max(day_seconds) * count(*) / sum(slot_seconds) + 0.5) AS expected_count,
    sum(flagged_count) AS flagged_count,
    coalesce(sum(slot_seconds) FILTER (WHERE slot_mean IS NOT NULL), 0) * 100 / max(day_seconds) AS percent_coverage
  FROM ranked
  GROUP BY sensor_id, local_date
)
SELECT
  sensor_id, location_id, parameter_id, local_date, unit,
  round6(mean) AS mean,
  round6(minimum) AS minimum,
  round6(maximum) AS maximum,
  round6(standard_deviation) AS standard_deviation,
  round6(q02) AS q02, round6(q25) AS q25, round6(median) AS median, round6(q75) AS q75, round6(q98) AS q98,
  CAST(observed_count AS INT) AS observed_count,
  CAST(expected_count AS INT) AS expected_count,
  CAST(flagged_count AS INT) AS flagged_count,
  round6(observed_count * 100 / expected_count) AS percent_complete,
  round6(percent_coverage) AS percent_coverage,
  percent_coverage >= threshold_percent AS is_valid,
  threshold_percent AS threshold_used
FROM summary
CROSS JOIN ref_completeness
