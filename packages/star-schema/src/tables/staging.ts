import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, jsonb, text } from 'drizzle-orm/pg-core';
import { civilDate, dayColumns, hourColumns, id, instant, measurementColumns } from './columns.ts';
import { staging } from './schemas.ts';

/** A setting of the writer's transaction; null once it is over, when PostgreSQL leaves an empty text behind. */
const ofTransaction = (setting: string) => sql.raw(`nullif(current_setting('${setting}', true), '')`);

/**
 * Whose row it is. The defaults let a writer COPY the columns of the transform's view alone: the batch and the
 * attempt are then settings of its transaction. Without them the row is refused.
 */
const attemptColumns = () => ({
  batchId: text('batch_id').notNull().default(ofTransaction('airstar.batch_id')),
  attemptId: text('attempt_id').notNull().default(ofTransaction('airstar.attempt_id')),
});

/** When the row was staged: how an abandoned attempt, which has no manifest, gets an age. */
const stagedAt = () => ({ stagedAt: instant('staged_at').notNull().defaultNow() });

export const stagingMeasurement = staging.table('measurement', {
  ...attemptColumns(),
  ...measurementColumns(),
  ...stagedAt(),
});

export const stagingHour = staging.table('hour', { ...attemptColumns(), ...hourColumns(), ...stagedAt() });

export const stagingDay = staging.table('day', { ...attemptColumns(), ...dayColumns(), ...stagedAt() });

/** Every published version of the description of each station of the batch. */
export const stagingLocation = staging.table('location', {
  ...attemptColumns(),
  locationId: id('location_id').notNull(),
  name: text('name'),
  locality: text('locality'),
  timezone: text('timezone').notNull(),
  countryId: id('country_id'),
  countryCode: text('country_code').notNull(),
  countryName: text('country_name').notNull(),
  ownerId: id('owner_id').notNull(),
  ownerName: text('owner_name').notNull(),
  providerId: id('provider_id').notNull(),
  providerName: text('provider_name').notNull(),
  isMobile: boolean('is_mobile').notNull(),
  isMonitor: boolean('is_monitor').notNull(),
  latitude: doublePrecision('latitude'),
  longitude: doublePrecision('longitude'),
  contentHash: text('content_hash').notNull(),
  firstSeenAt: instant('first_seen_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  ...stagedAt(),
});

/** The newest description of each sensor. */
export const stagingSensor = staging.table('sensor', {
  ...attemptColumns(),
  sensorId: id('sensor_id').notNull(),
  locationId: id('location_id').notNull(),
  parameterId: id('parameter_id').notNull(),
  name: text('name').notNull(),
  parameterName: text('parameter_name').notNull(),
  unitOriginal: text('unit_original').notNull(),
  unit: text('unit').notNull(),
  displayName: text('display_name'),
  molarMass: doublePrecision('molar_mass'),
  ...stagedAt(),
});

/** The licences in the newest description of each station. */
export const stagingLocationLicence = staging.table('location_licence', {
  ...attemptColumns(),
  locationId: id('location_id').notNull(),
  licenceId: id('licence_id').notNull(),
  name: text('name').notNull(),
  attributionName: text('attribution_name'),
  attributionUrl: text('attribution_url'),
  dateFrom: civilDate('date_from'),
  dateTo: civilDate('date_to'),
  ...stagedAt(),
});

/** The instruments in the newest description of each station. */
export const stagingLocationInstrument = staging.table('location_instrument', {
  ...attemptColumns(),
  locationId: id('location_id').notNull(),
  instrumentId: id('instrument_id').notNull(),
  name: text('name').notNull(),
  ...stagedAt(),
});

/** One row for each batch whose staging is complete. Written last, so that a half-written batch has none. */
export const stagingManifest = staging.table('manifest', {
  batchId: text('batch_id').primaryKey(),
  attemptId: text('attempt_id').notNull(),
  counts: jsonb('counts').$type<Record<string, number>>().notNull(),
  windowFrom: instant('window_from').notNull(),
  windowTo: instant('window_to').notNull(),
  locationIds: id('location_ids').array(),
  createdAt: instant('created_at').notNull().defaultNow(),
  publishedAt: instant('published_at'),
});
