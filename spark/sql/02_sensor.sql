-- sensor: the newest description of each sensor. Grain: sensor_id.
-- Inputs: raw_sensor, ref_unit_alias, ref_unit_conversion, ref_parameter.
-- A sensor that its station no longer lists stays, as it was last described: its readings are still there.
WITH newest AS (
  SELECT *
  FROM raw_sensor
  QUALIFY row_number() OVER (
    PARTITION BY sensor_id
    ORDER BY last_seen_at DESC NULLS LAST, content_hash DESC NULLS LAST, location_id DESC NULLS LAST
  ) = 1
)
SELECT
  newest.sensor_id,
  newest.location_id,
  newest.parameter_id,
  newest.name,
  newest.parameter_name,
  newest.unit AS unit_original,
  -- A unit that leads nowhere stays as published; the measurements say UNIT_UNKNOWN.
  coalesce(conversion.unit_to, alias.unit, newest.unit) AS unit,
  newest.display_name,
  parameter.molar_mass
FROM newest
LEFT JOIN ref_unit_alias AS alias ON alias.unit_original = newest.unit
LEFT JOIN ref_unit_conversion AS conversion
  ON conversion.parameter_name = newest.parameter_name AND conversion.unit_from = alias.unit
LEFT JOIN ref_parameter AS parameter ON parameter.parameter_name = newest.parameter_name
