-- location_licence: the licences of the newest description of each station. Grain: location_id × licence_id × date_from.
-- Inputs: raw_location, raw_location_licence.
-- The newest description is looked up in raw_location: one without licences must not bring back those of an older one.
WITH newest AS (
  SELECT location_id, content_hash
  FROM raw_location
  QUALIFY row_number() OVER (
    PARTITION BY location_id ORDER BY last_seen_at DESC NULLS LAST, content_hash DESC NULLS LAST
  ) = 1
)
SELECT DISTINCT
  licence.location_id,
  licence.licence_id,
  licence.name,
  licence.attribution_name,
  licence.attribution_url,
  try_cast(licence.date_from AS DATE) AS date_from,
  try_cast(licence.date_to AS DATE) AS date_to
FROM raw_location_licence AS licence
JOIN newest ON newest.location_id = licence.location_id AND newest.content_hash = licence.content_hash
