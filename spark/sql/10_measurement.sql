-- measurement: the latest version of each reading, in the canonical unit, with our flags. Grain: sensor_id × period_end_utc.
-- Inputs: raw_measurement, ref_unit_alias, ref_unit_conversion, ref_parameter_range, ref_sentinel, ref_flag.
-- Latest is what was seen last, not what came last: A, then B, then A again ends as A.
-- Limits and codes are those of the unit as published: 0.5 ppm of ozone is possible, its 981 µg/m³ are not.
-- local_hour_start_utc and local_day_minutes are for the views after this one and are not staged.
WITH latest AS (
  SELECT *, count(*) OVER (PARTITION BY sensor_id, period_end) AS version_count
  FROM raw_measurement
  QUALIFY row_number() OVER (
    PARTITION BY sensor_id, period_end
    ORDER BY last_seen_at DESC NULLS LAST, content_hash DESC NULLS LAST, period_start DESC NULLS LAST
  ) = 1
),
flag AS (
  SELECT
    max(bit) FILTER (WHERE code = 'MISSING') AS missing,
    max(bit) FILTER (WHERE code = 'SENTINEL') AS sentinel,
    max(bit) FILTER (WHERE code = 'NEGATIVE_SMALL') AS negative_small,
    max(bit) FILTER (WHERE code = 'NEGATIVE') AS negative,
    max(bit) FILTER (WHERE code = 'RANGE') AS out_of_range,
    max(bit) FILTER (WHERE code = 'SOURCE_FLAGGED') AS source_flagged,
    max(bit) FILTER (WHERE code = 'UNIT_UNKNOWN') AS unit_unknown
  FROM ref_flag
),
judged AS (
  SELECT
    latest.*,
    coalesce(conversion.unit_to, alias.unit, latest.unit) AS canonical_unit,
    conversion.factor,
    conversion.reference_temp_c,
    conversion.factor IS NULL AS is_unit_unknown,
    sentinel.value IS NOT NULL AS is_sentinel,
    coalesce(own.lower_limit, other.lower_limit) AS lower_limit,
    coalesce(own.upper_limit, other.upper_limit) AS upper_limit,
    CASE WHEN own.unit IS NULL THEN other.noise_floor ELSE own.noise_floor END AS noise_floor
  FROM latest
  LEFT JOIN ref_unit_alias AS alias ON alias.unit_original = latest.unit
  LEFT JOIN ref_unit_conversion AS conversion
    ON conversion.parameter_name = latest.parameter_name AND conversion.unit_from = alias.unit
  LEFT JOIN ref_parameter_range AS own ON own.parameter_name = latest.parameter_name AND own.unit = alias.unit
  LEFT JOIN ref_parameter_range AS other ON other.parameter_name = '*'
  LEFT JOIN ref_sentinel AS sentinel
    ON sentinel.parameter_name = latest.parameter_name AND sentinel.value = latest.value
),
tested AS (
  SELECT
    *,
    -- Without a noise floor a quantity may be negative, and a low value is merely out of range.
    coalesce(NOT is_sentinel AND value < noise_floor, FALSE) AS is_negative,
    coalesce(NOT is_sentinel AND value >= noise_floor AND value < lower_limit, FALSE) AS is_negative_small,
    coalesce(
      NOT is_sentinel AND (value > upper_limit OR (noise_floor IS NULL AND value < lower_limit)), FALSE
    ) AS is_out_of_range
  FROM judged
)
SELECT
  sensor_id,
  location_id,
  parameter_id,
  period_start AS period_start_utc,
  period_end AS period_end_utc,
  CASE WHEN is_sentinel OR is_negative THEN NULL ELSE value * coalesce(factor, 1) END AS value,
  canonical_unit AS unit,
  value AS value_original,
  unit AS unit_original,
  reference_temp_c,
  CASE WHEN value IS NULL THEN flag.missing ELSE 0 END
    + CASE WHEN is_sentinel THEN flag.sentinel ELSE 0 END
    + CASE WHEN is_negative_small THEN flag.negative_small ELSE 0 END
    + CASE WHEN is_negative THEN flag.negative ELSE 0 END
    + CASE WHEN is_out_of_range THEN flag.out_of_range ELSE 0 END
    + CASE WHEN has_flags THEN flag.source_flagged ELSE 0 END
    + CASE WHEN is_unit_unknown THEN flag.unit_unknown ELSE 0 END AS flags,
  NOT (value IS NULL OR is_sentinel OR is_negative OR is_out_of_range OR is_unit_unknown) AS is_usable,
  local_date,
  local_hour,
  utc_offset_minutes,
  local_standard_date,
  source,
  CAST(version_count AS INT) AS version_count,
  first_seen_at AS fetched_at,
  local_hour_start AS local_hour_start_utc,
  local_day_minutes
FROM tested
CROSS JOIN flag
