import { bigint, boolean, date, doublePrecision, integer, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** An OpenAQ identifier. Below 2^53, so a JavaScript number holds it. */
export const id = (name: string) => bigint(name, { mode: 'number' });

/** An instant. As text, because the warehouse compares microseconds and a JavaScript date has milliseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** A civil date, no instant. */
export const civilDate = (name: string) => date(name, { mode: 'string' });

/** What `staging.measurement` and `star.fact_measurement` have in common, in the order of the transform's view. */
export const measurementColumns = () => ({
  sensorId: id('sensor_id').notNull(),
  locationId: id('location_id').notNull(),
  parameterId: id('parameter_id').notNull(),
  periodStartUtc: instant('period_start_utc').notNull(),
  periodEndUtc: instant('period_end_utc').notNull(),
  value: doublePrecision('value'),
  unit: text('unit').notNull(),
  valueOriginal: doublePrecision('value_original'),
  unitOriginal: text('unit_original').notNull(),
  referenceTempC: doublePrecision('reference_temp_c'),
  flags: integer('flags').notNull(),
  isUsable: boolean('is_usable').notNull(),
  localDate: civilDate('local_date').notNull(),
  localHour: smallint('local_hour').notNull(),
  utcOffsetMinutes: smallint('utc_offset_minutes').notNull(),
  localStandardDate: civilDate('local_standard_date').notNull(),
  source: text('source').notNull(),
  versionCount: integer('version_count').notNull(),
  fetchedAt: instant('fetched_at').notNull(),
});

const statisticColumns = () => ({
  unit: text('unit').notNull(),
  mean: doublePrecision('mean'),
  minimum: doublePrecision('minimum'),
  maximum: doublePrecision('maximum'),
  standardDeviation: doublePrecision('standard_deviation'),
  q02: doublePrecision('q02'),
  q25: doublePrecision('q25'),
  median: doublePrecision('median'),
  q75: doublePrecision('q75'),
  q98: doublePrecision('q98'),
  observedCount: integer('observed_count').notNull(),
  expectedCount: integer('expected_count').notNull(),
  flaggedCount: integer('flagged_count').notNull(),
  percentComplete: doublePrecision('percent_complete'),
  percentCoverage: doublePrecision('percent_coverage'),
  isValid: boolean('is_valid').notNull(),
  thresholdUsed: doublePrecision('threshold_used').notNull(),
});

/** What `staging.hour` and `star.fact_hour` have in common. */
export const hourColumns = () => ({
  sensorId: id('sensor_id').notNull(),
  locationId: id('location_id').notNull(),
  parameterId: id('parameter_id').notNull(),
  hourStartUtc: instant('hour_start_utc').notNull(),
  localDate: civilDate('local_date').notNull(),
  localHour: smallint('local_hour').notNull(),
  utcOffsetMinutes: smallint('utc_offset_minutes').notNull(),
  ...statisticColumns(),
});

/** What `staging.day` and `star.fact_day` have in common. */
export const dayColumns = () => ({
  sensorId: id('sensor_id').notNull(),
  locationId: id('location_id').notNull(),
  parameterId: id('parameter_id').notNull(),
  localDate: civilDate('local_date').notNull(),
  ...statisticColumns(),
});
