-- location_instrument: the instruments of the newest description of each station. Grain: location_id × instrument_id.
-- Inputs: raw_location, raw_location_instrument.
-- OpenAQ repeats an instrument once per sensor: DISTINCT is not decoration.
WITH newest AS (
  SELECT location_id, content_hash
  FROM raw_location
  QUALIFY row_number() OVER (
    PARTITION BY location_id ORDER BY last_seen_at DESC NULLS LAST, content_hash DESC NULLS LAST
  ) = 1
)
SELECT DISTINCT
  instrument.location_id,
  instrument.instrument_id,
  instrument.name
FROM raw_location_instrument AS instrument
JOIN newest ON newest.location_id = instrument.location_id AND newest.content_hash = instrument.content_hash
