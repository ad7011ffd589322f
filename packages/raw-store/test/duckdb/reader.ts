import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import type { TransformScope } from '../../src/index.ts';
import type { DuckDbRawStore } from '../../src/duckdb.ts';

export type Row = Record<string, string | number | boolean | null>;

const everything: TransformScope = { from: -1, to: Date.UTC(2100, 0) };

/** Rows of a query over the raw views, as plain values: instants as epoch milliseconds, dates as ISO text. */
export async function query(store: DuckDbRawStore, sql: string, scope: TransformScope = everything): Promise<Row[]> {
  const connection = await store.connection();
  await store.createRawViews(connection, scope);
  const reader = await connection.runAndReadAll(sql);
  const isDate = reader.columnTypes().map((type) => type.toString() === 'DATE');
  const names = reader.columnNames();
  const rows = reader.getRowsJS().map((row) => row.map((value, index) => plain(value, isDate[index] ?? false)));
  connection.closeSync();
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])) as Row);
}

function plain(value: unknown, isDate: boolean): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return isDate ? value.toISOString().slice(0, 10) : value.getTime();
  return value;
}

export async function readMeasurements(store: DuckDbRawStore): Promise<RawMeasurement[]> {
  const rows = (await query(store, 'FROM raw_measurement')).map(camelCaseKeys) as Omit<RawMeasurement, '_id'>[];
  return rows.map((row) => {
    const [start, end] = [row.periodStart, row.periodEnd].map((instant) => new Date(instant).toISOString());
    return { _id: `${row.sensorId}:${start}:${end}:${row.contentHash}`, ...row };
  });
}

export async function readLocations(store: DuckDbRawStore): Promise<RawLocation[]> {
  const locations = (await query(store, 'FROM raw_location')).map(camelCaseKeys);
  const list = async (view: string) => (await query(store, `FROM ${view}`)).map(camelCaseKeys);
  const [sensors, licences, instruments] = await Promise.all(
    ['raw_sensor', 'raw_location_licence', 'raw_location_instrument'].map(list),
  );
  return locations.map((location) => ({
    _id: `${location['locationId']}:${location['contentHash']}`,
    ...location,
    sensors: entriesOf(location, sensors),
    licences: entriesOf(location, licences),
    instruments: entriesOf(location, instruments),
  })) as unknown as RawLocation[];
}

const entriesOf = ({ locationId, contentHash }: Row, rows: readonly Row[] = []): Row[] =>
  rows
    .filter((row) => row['locationId'] === locationId && row['contentHash'] === contentHash)
    .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !keysOfLocation.includes(key))));

const keysOfLocation = ['locationId', 'contentHash', 'lastSeenAt'];

const camelCaseKeys = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
