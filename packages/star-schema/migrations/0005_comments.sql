-- The data dictionary. Here and nowhere else: whoever opens the database finds it, and documents are made from it.
COMMENT ON TABLE star.fact_measurement IS
  'One reading of one sensor over one period, in its latest published version. Natural key: sensor_id, period_end_utc. Partitioned by month of period_end_utc.';
COMMENT ON COLUMN star.fact_measurement.sensor_id IS
  'OpenAQ sensor. Key of dim_sensor.';
COMMENT ON COLUMN star.fact_measurement.location_id IS
  'OpenAQ location the sensor belonged to: the natural key of the station.';
COMMENT ON COLUMN star.fact_measurement.parameter_id IS
  'OpenAQ parameter. Key of dim_parameter.';
COMMENT ON COLUMN star.fact_measurement.period_start_utc IS
  'Start of the period, inclusive. Decides the day and the version of the station.';
COMMENT ON COLUMN star.fact_measurement.period_end_utc IS
  'End of the period, exclusive: the instant by which OpenAQ labels it. Filter on it, so that only the months asked for are read.';
COMMENT ON COLUMN star.fact_measurement.value IS
  'Value in unit. Null where it is missing or withheld; see flags. Kept, though not usable, where flags has RANGE or UNIT_UNKNOWN.';
COMMENT ON COLUMN star.fact_measurement.unit IS
  'Unit of value: canonical for the parameter, or as published where that cannot be converted.';
COMMENT ON COLUMN star.fact_measurement.value_original IS
  'Value as published, codes of the vendor included.';
COMMENT ON COLUMN star.fact_measurement.unit_original IS
  'Unit as published.';
COMMENT ON COLUMN star.fact_measurement.reference_temp_c IS
  'Temperature in °C at which a volume ratio was converted to a mass concentration; null where nothing was.';
COMMENT ON COLUMN star.fact_measurement.flags IS
  'Bitmask over dim_flag; 0 for none. measurement_flag has a row for each.';
COMMENT ON COLUMN star.fact_measurement.is_usable IS
  'Whether aggregates use the value: it is there, in range and in a known unit.';
COMMENT ON COLUMN star.fact_measurement.local_date IS
  'Civil date of period_start_utc at the station. Key of dim_date.';
COMMENT ON COLUMN star.fact_measurement.local_hour IS
  'Civil hour (0–23) of period_start_utc at the station. Key of dim_hour.';
COMMENT ON COLUMN star.fact_measurement.utc_offset_minutes IS
  'Offset of the station from UTC at period_start_utc, daylight saving included.';
COMMENT ON COLUMN star.fact_measurement.local_standard_date IS
  'Date of period_start_utc without daylight saving (EPA).';
COMMENT ON COLUMN star.fact_measurement.source IS
  'Where it was read: api or archive.';
COMMENT ON COLUMN star.fact_measurement.version_count IS
  'How many versions of this reading OpenAQ has published to us; the earlier ones are in the raw store.';
COMMENT ON COLUMN star.fact_measurement.fetched_at IS
  'When this version was first read from OpenAQ.';
COMMENT ON COLUMN star.fact_measurement.location_key IS
  'Version of dim_location that held at period_start_utc; −1 only where no station is known.';
COMMENT ON COLUMN star.fact_measurement.batch_id IS
  'Batch that last changed the row. Seeing the same row again does not change it.';
COMMENT ON TABLE star.fact_hour IS
  'One sensor over one local hour. Natural key: sensor_id, hour_start_utc. Partitioned by month of hour_start_utc.';
COMMENT ON COLUMN star.fact_hour.sensor_id IS
  'OpenAQ sensor. Key of dim_sensor.';
COMMENT ON COLUMN star.fact_hour.location_id IS
  'OpenAQ location the sensor belonged to: the natural key of the station.';
COMMENT ON COLUMN star.fact_hour.parameter_id IS
  'OpenAQ parameter. Key of dim_parameter.';
COMMENT ON COLUMN star.fact_hour.hour_start_utc IS
  'Instant at which the local hour began; not a whole UTC hour where the offset has minutes.';
COMMENT ON COLUMN star.fact_hour.local_date IS
  'Civil date of the hour at the station. Key of dim_date.';
COMMENT ON COLUMN star.fact_hour.local_hour IS
  'Civil hour (0–23) at the station. Key of dim_hour; occurs twice when clocks go back.';
COMMENT ON COLUMN star.fact_hour.utc_offset_minutes IS
  'Offset of the station from UTC in that hour.';
COMMENT ON COLUMN star.fact_hour.unit IS
  'Unit of the statistics: the canonical unit of the parameter.';
COMMENT ON COLUMN star.fact_hour.mean IS
  'Mean of the usable values of the hour. Null when there is none. Rounded to 6 decimals, as all statistics of the row.';
COMMENT ON COLUMN star.fact_hour.minimum IS
  'Smallest of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.maximum IS
  'Largest of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.standard_deviation IS
  'Sample standard deviation of the usable values of the hour; null for fewer than two.';
COMMENT ON COLUMN star.fact_hour.q02 IS
  '2nd percentile of the usable values of the hour, interpolated.';
COMMENT ON COLUMN star.fact_hour.q25 IS
  '25th percentile of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.median IS
  'Median of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.q75 IS
  '75th percentile of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.q98 IS
  '98th percentile of the usable values of the hour.';
COMMENT ON COLUMN star.fact_hour.observed_count IS
  'Usable readings.';
COMMENT ON COLUMN star.fact_hour.expected_count IS
  'Readings that fill the hour: 60 ÷ minutes of their period.';
COMMENT ON COLUMN star.fact_hour.flagged_count IS
  'Readings with any flag.';
COMMENT ON COLUMN star.fact_hour.percent_complete IS
  'observed_count ÷ expected_count, in percent.';
COMMENT ON COLUMN star.fact_hour.percent_coverage IS
  'Minutes measured ÷ 60, in percent.';
COMMENT ON COLUMN star.fact_hour.is_valid IS
  'Whether percent_coverage reaches threshold_used. An invalid row is kept, never dropped.';
COMMENT ON COLUMN star.fact_hour.threshold_used IS
  'Coverage in percent that validity took (75: Directive 2008/50/EC Annex VII; 40 CFR 50 App. N).';
COMMENT ON COLUMN star.fact_hour.location_key IS
  'Version of dim_location that held at hour_start_utc; −1 only where no station is known.';
COMMENT ON COLUMN star.fact_hour.batch_id IS
  'Batch that last changed the row. Seeing the same row again does not change it.';
COMMENT ON TABLE star.fact_day IS
  'One sensor over one local civil day, decided by the start of a period. Natural key: sensor_id, local_date. Partitioned by month of local_date.';
COMMENT ON COLUMN star.fact_day.sensor_id IS
  'OpenAQ sensor. Key of dim_sensor.';
COMMENT ON COLUMN star.fact_day.location_id IS
  'OpenAQ location the sensor belonged to: the natural key of the station.';
COMMENT ON COLUMN star.fact_day.parameter_id IS
  'OpenAQ parameter. Key of dim_parameter.';
COMMENT ON COLUMN star.fact_day.local_date IS
  'Civil date at the station. Key of dim_date.';
COMMENT ON COLUMN star.fact_day.unit IS
  'Unit of the statistics: the canonical unit of the parameter.';
COMMENT ON COLUMN star.fact_day.mean IS
  'Mean of the valid hours of the day, unrounded. Null when there is none. Rounded to 6 decimals, as all statistics of the row.';
COMMENT ON COLUMN star.fact_day.minimum IS
  'Smallest of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.maximum IS
  'Largest of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.standard_deviation IS
  'Sample standard deviation of the valid hours of the day, unrounded; null for fewer than two.';
COMMENT ON COLUMN star.fact_day.q02 IS
  '2nd percentile of the valid hours of the day, unrounded, interpolated.';
COMMENT ON COLUMN star.fact_day.q25 IS
  '25th percentile of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.median IS
  'Median of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.q75 IS
  '75th percentile of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.q98 IS
  '98th percentile of the valid hours of the day, unrounded.';
COMMENT ON COLUMN star.fact_day.observed_count IS
  'Valid hours, and longer periods, observed.';
COMMENT ON COLUMN star.fact_day.expected_count IS
  'Hours of the civil day: 23, 24 or 25; or the longer periods that fill it.';
COMMENT ON COLUMN star.fact_day.flagged_count IS
  'Readings with any flag.';
COMMENT ON COLUMN star.fact_day.percent_complete IS
  'observed_count ÷ expected_count, in percent.';
COMMENT ON COLUMN star.fact_day.percent_coverage IS
  'Minutes measured ÷ minutes of the civil day, in percent.';
COMMENT ON COLUMN star.fact_day.is_valid IS
  'Whether percent_coverage reaches threshold_used. An invalid row is kept, never dropped.';
COMMENT ON COLUMN star.fact_day.threshold_used IS
  'Coverage in percent that validity took (75: Directive 2008/50/EC Annex VII; 40 CFR 50 App. N).';
COMMENT ON COLUMN star.fact_day.location_key IS
  'Version of dim_location that held at 00:00 UTC of local_date (that is, to within the offset of the station); −1 only where no station is known.';
COMMENT ON COLUMN star.fact_day.batch_id IS
  'Batch that last changed the row. Seeing the same row again does not change it.';
COMMENT ON TABLE star.fact_pipeline_run IS
  'What one stage did with the readings of one batch. Natural key: batch_id, stage.';
COMMENT ON COLUMN star.fact_pipeline_run.batch_id IS
  'Batch of the extraction that read them.';
COMMENT ON COLUMN star.fact_pipeline_run.stage IS
  'extract, ingest, transform or load.';
COMMENT ON COLUMN star.fact_pipeline_run.read IS
  'Readings taken in.';
COMMENT ON COLUMN star.fact_pipeline_run.produced IS
  'Readings handed on.';
COMMENT ON COLUMN star.fact_pipeline_run.rejected IS
  'Readings that went to a dead letter.';
COMMENT ON COLUMN star.fact_pipeline_run.duplicate IS
  'Readings known already (ingest) or superseded by a later version (transform).';
COMMENT ON COLUMN star.fact_pipeline_run.inserted IS
  'Readings new to the store of the stage.';
COMMENT ON COLUMN star.fact_pipeline_run.updated IS
  'Readings that changed one it had.';
COMMENT ON COLUMN star.fact_pipeline_run.unchanged IS
  'Readings it had already, unchanged.';
COMMENT ON COLUMN star.fact_pipeline_run.flagged IS
  'Readings with at least one flag.';
COMMENT ON COLUMN star.fact_pipeline_run.locations IS
  'Stations handed on.';
COMMENT ON COLUMN star.fact_pipeline_run.requests IS
  'Requests to OpenAQ, retries included.';
COMMENT ON COLUMN star.fact_pipeline_run.seconds IS
  'Duration in seconds.';
COMMENT ON COLUMN star.fact_pipeline_run.recorded_at IS
  'When the row was written.';
COMMENT ON TABLE star.dim_location IS
  'A station, one row for each description that held for a while (slowly changing, type 2). A fact points to the version valid at the start of its period.';
COMMENT ON COLUMN star.dim_location.location_key IS
  'Key of the version: a hash of location_id and valid_from, the same on every rebuild. −1: unknown.';
COMMENT ON COLUMN star.dim_location.location_id IS
  'OpenAQ location: the natural key of the station.';
COMMENT ON COLUMN star.dim_location.valid_from IS
  'Start of validity, inclusive: when this description was first seen. The first one known holds from 1900-01-01, because it held before we looked.';
COMMENT ON COLUMN star.dim_location.valid_to IS
  'End of validity, exclusive. 9999-12-31: still valid.';
COMMENT ON COLUMN star.dim_location.is_current IS
  'The version valid now: one per station.';
COMMENT ON COLUMN star.dim_location.name IS
  'Name as published, without blanks at its ends.';
COMMENT ON COLUMN star.dim_location.locality IS
  'Locality as published; null for most stations.';
COMMENT ON COLUMN star.dim_location.timezone IS
  'IANA time zone.';
COMMENT ON COLUMN star.dim_location.country_id IS
  'Key of dim_country.';
COMMENT ON COLUMN star.dim_location.owner_id IS
  'Key of dim_owner.';
COMMENT ON COLUMN star.dim_location.provider_id IS
  'Key of dim_provider.';
COMMENT ON COLUMN star.dim_location.is_mobile IS
  'The station moves, so its coordinates describe no place and make no version.';
COMMENT ON COLUMN star.dim_location.is_monitor IS
  'Reference-grade monitor.';
COMMENT ON COLUMN star.dim_location.latitude IS
  'Degrees north; null where unknown, and for mobile stations. A change below 4 decimals (about 11 m) makes no version.';
COMMENT ON COLUMN star.dim_location.longitude IS
  'Degrees east; as latitude.';
COMMENT ON COLUMN star.dim_location.attribute_hash IS
  'Hash over the normalised attributes: two descriptions with the same hash are one version.';
COMMENT ON COLUMN star.dim_location.is_inferred IS
  'Known from a reading only; filled in, in place, when its description comes.';
COMMENT ON TABLE star.dim_sensor IS
  'A sensor: one parameter measured at one station. As newly described (type 1).';
COMMENT ON COLUMN star.dim_sensor.sensor_id IS
  'OpenAQ sensor. −1: unknown.';
COMMENT ON COLUMN star.dim_sensor.location_id IS
  'OpenAQ location it belongs to.';
COMMENT ON COLUMN star.dim_sensor.parameter_id IS
  'Key of dim_parameter.';
COMMENT ON COLUMN star.dim_sensor.name IS
  'Name as published, e.g. pm25 µg/m³.';
COMMENT ON COLUMN star.dim_sensor.unit_original IS
  'Unit in which it publishes.';
COMMENT ON COLUMN star.dim_sensor.is_inferred IS
  'Known from a reading only; filled in, in place, when its description comes.';
COMMENT ON TABLE star.dim_parameter IS
  'A parameter: OpenAQ has one for each pair of quantity and published unit.';
COMMENT ON COLUMN star.dim_parameter.parameter_id IS
  'OpenAQ parameter. −1: unknown.';
COMMENT ON COLUMN star.dim_parameter.name IS
  'Quantity, e.g. pm25.';
COMMENT ON COLUMN star.dim_parameter.display_name IS
  'Quantity for people, e.g. PM2.5.';
COMMENT ON COLUMN star.dim_parameter.unit IS
  'Canonical unit, in which facts hold it.';
COMMENT ON COLUMN star.dim_parameter.molar_mass IS
  'Molar mass in g/mol used for conversion; null for what is no gas.';
COMMENT ON COLUMN star.dim_parameter.is_inferred IS
  'Known from a reading only; filled in, in place, when its description comes.';
COMMENT ON TABLE star.dim_date IS
  'The civil calendar, 1970–2069. Its key is the date itself: readable, and usable without a join.';
COMMENT ON COLUMN star.dim_date.local_date IS
  'Civil date. 0001-01-01: unknown, as a date cannot be −1.';
COMMENT ON COLUMN star.dim_date.year IS
  'Year.';
COMMENT ON COLUMN star.dim_date.quarter IS
  'Quarter, 1–4.';
COMMENT ON COLUMN star.dim_date.month IS
  'Month, 1–12.';
COMMENT ON COLUMN star.dim_date.day_of_month IS
  'Day, 1–31.';
COMMENT ON COLUMN star.dim_date.iso_year IS
  'Year of the ISO week.';
COMMENT ON COLUMN star.dim_date.iso_week IS
  'ISO 8601 week, 1–53.';
COMMENT ON COLUMN star.dim_date.iso_weekday IS
  'ISO 8601 weekday: 1 Monday – 7 Sunday.';
COMMENT ON COLUMN star.dim_date.is_weekend IS
  'Saturday or Sunday.';
COMMENT ON COLUMN star.dim_date.season_north IS
  'Meteorological season of the northern hemisphere: winter is December to February.';
COMMENT ON COLUMN star.dim_date.season_south IS
  'Meteorological season of the southern hemisphere.';
COMMENT ON TABLE star.dim_hour IS
  'The hours of the civil day.';
COMMENT ON COLUMN star.dim_hour.local_hour IS
  'Civil hour, 0–23. −1: unknown.';
COMMENT ON COLUMN star.dim_hour.day_part IS
  'night (0–5), morning (6–11), afternoon (12–17), evening (18–23).';
COMMENT ON COLUMN star.dim_hour.is_rush_hour IS
  '7–9 or 17–19 o’clock.';
COMMENT ON TABLE star.dim_provider IS
  'Who hands the data to OpenAQ; to be attributed. As newly described (type 1).';
COMMENT ON COLUMN star.dim_provider.provider_id IS
  'OpenAQ provider. −1: unknown.';
COMMENT ON COLUMN star.dim_provider.name IS
  'Name as published.';
COMMENT ON TABLE star.dim_owner IS
  'Who runs the station. As newly described (type 1).';
COMMENT ON COLUMN star.dim_owner.owner_id IS
  'OpenAQ owner. −1: unknown.';
COMMENT ON COLUMN star.dim_owner.name IS
  'Name as published.';
COMMENT ON TABLE star.dim_licence IS
  'Terms under which data stand. As newly described (type 1).';
COMMENT ON COLUMN star.dim_licence.licence_id IS
  'OpenAQ licence. −1: unknown.';
COMMENT ON COLUMN star.dim_licence.name IS
  'Name, e.g. CC BY 4.0.';
COMMENT ON TABLE star.dim_instrument IS
  'What measures at a station. As newly described (type 1).';
COMMENT ON COLUMN star.dim_instrument.instrument_id IS
  'OpenAQ instrument. −1: unknown.';
COMMENT ON COLUMN star.dim_instrument.name IS
  'Name as published.';
COMMENT ON TABLE star.dim_country IS
  'A country as OpenAQ numbers it. As newly described (type 1).';
COMMENT ON COLUMN star.dim_country.country_id IS
  'OpenAQ country, not an ISO number. −1: unknown.';
COMMENT ON COLUMN star.dim_country.code IS
  'ISO 3166-1 alpha-2, or a code of OpenAQ such as -99.';
COMMENT ON COLUMN star.dim_country.name IS
  'Name in English.';
COMMENT ON TABLE star.dim_flag IS
  'What a bit of fact_measurement.flags says.';
COMMENT ON COLUMN star.dim_flag.flag IS
  'Value of the bit. −1: unknown.';
COMMENT ON COLUMN star.dim_flag.code IS
  'Short name.';
COMMENT ON COLUMN star.dim_flag.description IS
  'What it means, and what was done with the value.';
COMMENT ON TABLE star.bridge_location_licence IS
  'Licences of a station, by its newest description.';
COMMENT ON COLUMN star.bridge_location_licence.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.bridge_location_licence.licence_id IS
  'Key of dim_licence.';
COMMENT ON COLUMN star.bridge_location_licence.date_from IS
  'First date the licence holds; 1900-01-01 where none is published.';
COMMENT ON COLUMN star.bridge_location_licence.date_to IS
  'Last date as published; 9999-12-31 where none is.';
COMMENT ON COLUMN star.bridge_location_licence.attribution_name IS
  'Whom to name.';
COMMENT ON COLUMN star.bridge_location_licence.attribution_url IS
  'Where to point.';
COMMENT ON TABLE star.bridge_location_instrument IS
  'Instruments of a station, by its newest description.';
COMMENT ON COLUMN star.bridge_location_instrument.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.bridge_location_instrument.instrument_id IS
  'Key of dim_instrument.';
COMMENT ON VIEW star.measurement_flag IS
  'One row for each flag of each flagged reading.';
COMMENT ON COLUMN star.measurement_flag.sensor_id IS
  'OpenAQ sensor.';
COMMENT ON COLUMN star.measurement_flag.period_end_utc IS
  'End of the period; with sensor_id the key of the reading.';
COMMENT ON COLUMN star.measurement_flag.local_date IS
  'Civil date of the start of the period.';
COMMENT ON COLUMN star.measurement_flag.flag IS
  'Value of the bit.';
COMMENT ON COLUMN star.measurement_flag.code IS
  'Short name.';
COMMENT ON VIEW star.station IS
  'Each station as it is described now.';
COMMENT ON COLUMN star.station.location_key IS
  'Key of the current version.';
COMMENT ON COLUMN star.station.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.station.name IS
  'Name.';
COMMENT ON COLUMN star.station.locality IS
  'Locality; null for most stations.';
COMMENT ON COLUMN star.station.country_code IS
  'ISO 3166-1 alpha-2, or a code of OpenAQ.';
COMMENT ON COLUMN star.station.country IS
  'Country in English.';
COMMENT ON COLUMN star.station.timezone IS
  'IANA time zone.';
COMMENT ON COLUMN star.station.latitude IS
  'Degrees north; null for mobile stations.';
COMMENT ON COLUMN star.station.longitude IS
  'Degrees east; null for mobile stations.';
COMMENT ON COLUMN star.station.is_mobile IS
  'The station moves.';
COMMENT ON COLUMN star.station.is_monitor IS
  'Reference-grade monitor.';
COMMENT ON COLUMN star.station.owner IS
  'Who runs it.';
COMMENT ON COLUMN star.station.provider IS
  'Who hands its data to OpenAQ; to be attributed.';
COMMENT ON COLUMN star.station.valid_from IS
  'Since when this description holds.';
COMMENT ON COLUMN star.station.is_inferred IS
  'Known from a reading only.';
COMMENT ON VIEW star.clean_measurement IS
  'Readings with the value null wherever it is not usable, in its place in time.';
COMMENT ON COLUMN star.clean_measurement.sensor_id IS
  'OpenAQ sensor.';
COMMENT ON COLUMN star.clean_measurement.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.clean_measurement.location_key IS
  'Version of dim_location.';
COMMENT ON COLUMN star.clean_measurement.parameter_id IS
  'Key of dim_parameter.';
COMMENT ON COLUMN star.clean_measurement.parameter IS
  'Quantity, e.g. pm25.';
COMMENT ON COLUMN star.clean_measurement.period_start_utc IS
  'Start of the period, inclusive.';
COMMENT ON COLUMN star.clean_measurement.period_end_utc IS
  'End of the period, exclusive. Filter on it.';
COMMENT ON COLUMN star.clean_measurement.local_date IS
  'Civil date of the start of the period.';
COMMENT ON COLUMN star.clean_measurement.local_hour IS
  'Civil hour of the start of the period.';
COMMENT ON COLUMN star.clean_measurement.value IS
  'Value in unit; null where missing, withheld, out of range or in an unknown unit.';
COMMENT ON COLUMN star.clean_measurement.unit IS
  'Unit of value.';
COMMENT ON COLUMN star.clean_measurement.flags IS
  'Bitmask over dim_flag.';
COMMENT ON COLUMN star.clean_measurement.has_flags IS
  'Whether there is any flag.';
COMMENT ON VIEW star.latest_measurement IS
  'The newest usable reading of each sensor, with its station.';
COMMENT ON COLUMN star.latest_measurement.sensor_id IS
  'OpenAQ sensor.';
COMMENT ON COLUMN star.latest_measurement.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.latest_measurement.station IS
  'Name of the station.';
COMMENT ON COLUMN star.latest_measurement.latitude IS
  'Degrees north.';
COMMENT ON COLUMN star.latest_measurement.longitude IS
  'Degrees east.';
COMMENT ON COLUMN star.latest_measurement.parameter_id IS
  'Key of dim_parameter.';
COMMENT ON COLUMN star.latest_measurement.parameter IS
  'Quantity, e.g. pm25.';
COMMENT ON COLUMN star.latest_measurement.display_name IS
  'Quantity for people, e.g. PM2.5.';
COMMENT ON COLUMN star.latest_measurement.period_start_utc IS
  'Start of the period.';
COMMENT ON COLUMN star.latest_measurement.period_end_utc IS
  'End of the period.';
COMMENT ON COLUMN star.latest_measurement.value IS
  'Value in unit.';
COMMENT ON COLUMN star.latest_measurement.unit IS
  'Unit of value.';
COMMENT ON COLUMN star.latest_measurement.flags IS
  'Bitmask over dim_flag.';
COMMENT ON VIEW star.daily_mean IS
  'Daily means with the name the station had on the day. Invalid days are there, and say so.';
COMMENT ON COLUMN star.daily_mean.local_date IS
  'Civil date at the station.';
COMMENT ON COLUMN star.daily_mean.sensor_id IS
  'OpenAQ sensor.';
COMMENT ON COLUMN star.daily_mean.location_id IS
  'OpenAQ location.';
COMMENT ON COLUMN star.daily_mean.station IS
  'Name of the station on that day.';
COMMENT ON COLUMN star.daily_mean.parameter_id IS
  'Key of dim_parameter.';
COMMENT ON COLUMN star.daily_mean.parameter IS
  'Quantity, e.g. pm25.';
COMMENT ON COLUMN star.daily_mean.display_name IS
  'Quantity for people, e.g. PM2.5.';
COMMENT ON COLUMN star.daily_mean.mean IS
  'Mean of the valid hours; null when there is none.';
COMMENT ON COLUMN star.daily_mean.unit IS
  'Unit of mean.';
COMMENT ON COLUMN star.daily_mean.observed_count IS
  'Valid hours observed.';
COMMENT ON COLUMN star.daily_mean.expected_count IS
  'Hours of the day.';
COMMENT ON COLUMN star.daily_mean.percent_coverage IS
  'Share of the day that was measured, in percent.';
COMMENT ON COLUMN star.daily_mean.is_valid IS
  'Whether the coverage reaches the threshold (75 %).';
COMMENT ON TABLE staging.measurement IS
  'Readings of the batches being staged. Columns of the view measurement in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.hour IS
  'Hours of the batches being staged. Columns of the view hour in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.day IS
  'Days of the batches being staged. Columns of the view day in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.sensor IS
  'Sensors of the batches being staged. Columns of the view sensor in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.location IS
  'Every version of the description of each station of the batches being staged. Columns of the view location in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.location_licence IS
  'Licences of stations of the batches being staged. Columns of the view location_licence in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.location_instrument IS
  'Instruments of stations of the batches being staged. Columns of the view location_instrument in spark/sql, behind the batch and the attempt.';
COMMENT ON TABLE staging.manifest IS
  'Batches whose staging is complete: without a row here a batch does not exist for the loader.';
COMMENT ON COLUMN staging.manifest.batch_id IS
  'Batch.';
COMMENT ON COLUMN staging.manifest.attempt_id IS
  'Attempt whose rows count; those of any other are left over.';
COMMENT ON COLUMN staging.manifest.counts IS
  'Rows per staging table, read back from the database.';
COMMENT ON COLUMN staging.manifest.window_from IS
  'Start of the extraction window, exclusive, on the end of a period.';
COMMENT ON COLUMN staging.manifest.window_to IS
  'End of the extraction window, inclusive.';
COMMENT ON COLUMN staging.manifest.location_ids IS
  'Stations the batch was limited to; null for no limit.';
COMMENT ON COLUMN staging.manifest.created_at IS
  'When the staging was complete.';
COMMENT ON COLUMN staging.manifest.published_at IS
  'When the batch was published last; null before.';
COMMENT ON FUNCTION star.surrogate_key IS
  'Key of one version of a description, from its natural key and the start of its validity.';
COMMENT ON FUNCTION star.ensure_partitions IS
  'Makes the monthly partitions of every fact for the dates given, and says how many it made.';
