import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, integer, smallint, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { civilDate, id, instant } from './columns.ts';
import { star } from './schemas.ts';

/** Known from a fact only; its description comes later and is then filled in, in place. */
const isInferred = () => boolean('is_inferred').notNull().default(false);

export const dimCountry = star.table('dim_country', {
  countryId: id('country_id').primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
});

export const dimOwner = star.table('dim_owner', {
  ownerId: id('owner_id').primaryKey(),
  name: text('name').notNull(),
});

export const dimProvider = star.table('dim_provider', {
  providerId: id('provider_id').primaryKey(),
  name: text('name').notNull(),
});

export const dimLicence = star.table('dim_licence', {
  licenceId: id('licence_id').primaryKey(),
  name: text('name').notNull(),
});

export const dimInstrument = star.table('dim_instrument', {
  instrumentId: id('instrument_id').primaryKey(),
  name: text('name').notNull(),
});

export const dimParameter = star.table('dim_parameter', {
  parameterId: id('parameter_id').primaryKey(),
  name: text('name').notNull(),
  displayName: text('display_name'),
  unit: text('unit').notNull(),
  molarMass: doublePrecision('molar_mass'),
  isInferred: isInferred(),
});

export const dimSensor = star.table('dim_sensor', {
  sensorId: id('sensor_id').primaryKey(),
  locationId: id('location_id').notNull(),
  parameterId: id('parameter_id')
    .notNull()
    .references(() => dimParameter.parameterId),
  name: text('name'),
  unitOriginal: text('unit_original'),
  isInferred: isInferred(),
});

/** A station, one row for each description that held for a while (slowly changing, type 2). */
export const dimLocation = star.table(
  'dim_location',
  {
    locationKey: id('location_key').primaryKey(),
    locationId: id('location_id').notNull(),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to').notNull(),
    isCurrent: boolean('is_current').notNull(),
    name: text('name'),
    locality: text('locality'),
    timezone: text('timezone'),
    countryId: id('country_id')
      .notNull()
      .references(() => dimCountry.countryId),
    ownerId: id('owner_id')
      .notNull()
      .references(() => dimOwner.ownerId),
    providerId: id('provider_id')
      .notNull()
      .references(() => dimProvider.providerId),
    isMobile: boolean('is_mobile'),
    isMonitor: boolean('is_monitor'),
    latitude: doublePrecision('latitude'),
    longitude: doublePrecision('longitude'),
    attributeHash: text('attribute_hash').notNull(),
    isInferred: isInferred(),
  },
  (table) => [
    unique('dim_location_version').on(table.locationId, table.validFrom),
    uniqueIndex('dim_location_current')
      .on(table.locationId)
      .where(sql`is_current`),
  ],
);

export const dimDate = star.table('dim_date', {
  localDate: civilDate('local_date').primaryKey(),
  year: smallint('year'),
  quarter: smallint('quarter'),
  month: smallint('month'),
  dayOfMonth: smallint('day_of_month'),
  isoYear: smallint('iso_year'),
  isoWeek: smallint('iso_week'),
  isoWeekday: smallint('iso_weekday'),
  isWeekend: boolean('is_weekend'),
  seasonNorth: text('season_north'),
  seasonSouth: text('season_south'),
});

export const dimHour = star.table('dim_hour', {
  localHour: smallint('local_hour').primaryKey(),
  dayPart: text('day_part'),
  isRushHour: boolean('is_rush_hour'),
});

export const dimFlag = star.table('dim_flag', {
  flag: integer('flag').primaryKey(),
  code: text('code').notNull(),
  description: text('description').notNull(),
});
