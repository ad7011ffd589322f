import { primaryKey, text } from 'drizzle-orm/pg-core';
import { civilDate, id } from './columns.ts';
import { dimInstrument, dimLicence } from './dimensions.ts';
import { star } from './schemas.ts';

/** Under which licences the data of a station stand. By station, not by version of it: a licence carries its own dates. */
export const bridgeLocationLicence = star.table(
  'bridge_location_licence',
  {
    locationId: id('location_id').notNull(),
    licenceId: id('licence_id')
      .notNull()
      .references(() => dimLicence.licenceId),
    dateFrom: civilDate('date_from').notNull(),
    dateTo: civilDate('date_to').notNull(),
    attributionName: text('attribution_name'),
    attributionUrl: text('attribution_url'),
  },
  (table) => [
    primaryKey({ name: 'bridge_location_licence_key', columns: [table.locationId, table.licenceId, table.dateFrom] }),
  ],
);

/** What measures at a station. OpenAQ names instruments by station, not by sensor. */
export const bridgeLocationInstrument = star.table(
  'bridge_location_instrument',
  {
    locationId: id('location_id').notNull(),
    instrumentId: id('instrument_id')
      .notNull()
      .references(() => dimInstrument.instrumentId),
  },
  (table) => [primaryKey({ name: 'bridge_location_instrument_key', columns: [table.locationId, table.instrumentId] })],
);
