-- location: every version of the description of every station. Grain: location_id × content_hash.
-- Inputs: raw_location. Which version holds when is decided in the warehouse, from first_seen_at.
SELECT
  location_id,
  name,
  locality,
  timezone,
  country_id,
  country_code,
  country_name,
  owner_id,
  owner_name,
  provider_id,
  provider_name,
  is_mobile,
  is_monitor,
  latitude,
  longitude,
  content_hash,
  first_seen_at,
  last_seen_at
FROM raw_location
