import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import {
  stagingDay,
  stagingHour,
  stagingLocation,
  stagingLocationInstrument,
  stagingLocationLicence,
  stagingMeasurement,
  stagingSensor,
} from '../tables/staging.ts';

/** The tables an engine fills, by name, and what identifies a row among those of one attempt. */
export const stagingTables = {
  measurement: { table: stagingMeasurement, naturalKey: ['sensor_id', 'period_end_utc'] },
  hour: { table: stagingHour, naturalKey: ['sensor_id', 'hour_start_utc'] },
  day: { table: stagingDay, naturalKey: ['sensor_id', 'local_date'] },
  location: { table: stagingLocation, naturalKey: ['location_id', 'content_hash'] },
  sensor: { table: stagingSensor, naturalKey: ['sensor_id'] },
  location_licence: { table: stagingLocationLicence, naturalKey: ['location_id', 'licence_id', 'date_from'] },
  location_instrument: { table: stagingLocationInstrument, naturalKey: ['location_id', 'instrument_id'] },
} as const satisfies Record<string, { table: PgTable; naturalKey: readonly string[] }>;

/** A table of the schema `staging`, named like the view of the transform that fills it. */
export type StagingTable = keyof typeof stagingTables;

/** Rows per staging table. */
export type StagingCounts = Record<StagingTable, number>;

export const stagingTableNames = Object.keys(stagingTables) as StagingTable[];

/** Names of the columns of a table, as PostgreSQL has them. */
export const columnNames = (table: PgTable): string[] =>
  Object.values(getTableColumns(table)).map((column) => column.name);

const ownColumns = new Set(['batch_id', 'attempt_id', 'staged_at']);

/**
 * The columns of a staging table that its writer gives, in the order in which a CSV stream has them.
 *
 * @example
 * stagingColumns('location_instrument') // ['location_id', 'instrument_id', 'name']
 */
export function stagingColumns(table: StagingTable): string[] {
  return columnNames(stagingTables[table].table).filter((name) => !ownColumns.has(name));
}

/** `staging.measurement`, for SQL. */
export const qualifiedName = (table: StagingTable): string => `staging.${getTableName(stagingTables[table].table)}`;
