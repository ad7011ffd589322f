import { bigint, doublePrecision, index, primaryKey, text } from 'drizzle-orm/pg-core';
import { dayColumns, hourColumns, id, instant, measurementColumns } from './columns.ts';
import { star } from './schemas.ts';

/**
 * Columns that publishing adds to a staged row. There is no foreign key on a fact: three of them made the insert of
 * a million rows take 1.75 times as long (2026-11-23, PostgreSQL 18.4). `publishBatch` writes only keys it has just
 * looked up or made, and `verify` audits them.
 */
const publishedColumns = () => ({
  locationKey: id('location_key').notNull(),
  batchId: text('batch_id').notNull(),
});

/** One reading of one sensor over one period. Partitioned by month of `period_end_utc`. */
export const factMeasurement = star.table(
  'fact_measurement',
  { ...measurementColumns(), ...publishedColumns() },
  (table) => [
    primaryKey({ name: 'fact_measurement_key', columns: [table.sensorId, table.periodEndUtc] }),
    index('fact_measurement_time').using('brin', table.periodEndUtc),
  ],
);

/** One sensor over one local hour. Partitioned by month of `hour_start_utc`. */
export const factHour = star.table('fact_hour', { ...hourColumns(), ...publishedColumns() }, (table) => [
  primaryKey({ name: 'fact_hour_key', columns: [table.sensorId, table.hourStartUtc] }),
  index('fact_hour_time').using('brin', table.hourStartUtc),
]);

/** One sensor over one local day. Partitioned by month of `local_date`. */
export const factDay = star.table('fact_day', { ...dayColumns(), ...publishedColumns() }, (table) => [
  primaryKey({ name: 'fact_day_key', columns: [table.sensorId, table.localDate] }),
  index('fact_day_time').using('brin', table.localDate),
]);

const count = (name: string) => bigint(name, { mode: 'number' }).notNull();

/** What one stage did with one batch. */
export const factPipelineRun = star.table(
  'fact_pipeline_run',
  {
    batchId: text('batch_id').notNull(),
    stage: text('stage').notNull(),
    read: count('read'),
    produced: count('produced'),
    rejected: count('rejected'),
    duplicate: count('duplicate'),
    inserted: count('inserted'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    flagged: count('flagged'),
    locations: count('locations'),
    requests: count('requests'),
    seconds: doublePrecision('seconds').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'fact_pipeline_run_key', columns: [table.batchId, table.stage] })],
);
