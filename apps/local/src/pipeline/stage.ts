import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDbRawStore } from '@airstar/raw-store/duckdb';
import type { StageAccounting } from '@airstar/schemas';
import {
  openStaging,
  stagingColumns,
  stagingTableNames,
  type Pool,
  type Staging,
  type StagingTable,
} from '@airstar/star-schema';
import { transform, type TransformResult } from '../transform/transform.ts';

/** The SQL that Spark runs too, from the built file and from the source alike. */
const sqlDirectory = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../../spark/sql' : '../../../../spark/sql', import.meta.url),
);

export interface StageOptions {
  readonly batchId: string;
  readonly window: { readonly from: number; readonly to: number };
  readonly locationIds: readonly number[];
  /** Emptied first. */
  readonly temporaryDirectory: string;
  readonly now: () => Date;
  /** Called before each slice, with its number from 0 and how many there are. */
  readonly onSlice: (slice: number, slices: number) => void;
  /** Called when the last slice is transformed and not yet staged. */
  readonly onTransformed: (accounting: StageAccounting) => void;
}

// Some 200 MB of DuckDB: below it memory is not what decides.
const versionsPerSlice = 250_000;

const factTables = ['measurement', 'hour', 'day'];

/**
 * Runs the transform and brings its results into staging, a slice of the sensors after the other, so that neither
 * memory nor disk grows with the window. The manifest is written last: before it, nothing of this counts.
 *
 * @returns the accounting of the transform, staging included in its seconds.
 */
export async function transformAndStage(
  raw: DuckDbRawStore,
  pool: Pool,
  options: StageOptions,
): Promise<StageAccounting> {
  const { batchId, window, locationIds, now } = options;
  const startedAt = now().getTime();
  const secondsSoFar = (): number => (now().getTime() - startedAt) / 1000;
  const staging = openStaging(pool, {
    batchId,
    attemptId: `${process.pid}-${startedAt}`,
    window: { from: new Date(window.from), to: new Date(window.to) },
    locationIds,
  });
  const connection = await raw.connection();
  try {
    const scope = { ...window, locationIds };
    const ranges = await raw.sensorRanges(connection, scope, versionsPerSlice);
    const slices = ranges.length === 0 ? [scope] : ranges.map((sensors) => ({ ...scope, sensors }));
    const staged: Record<string, number> = {};
    const total = { read: 0, produced: 0, duplicate: 0, flagged: 0, locations: 0 };
    const accounting = (): StageAccounting => ({ ...noChanges, ...total, batchId, seconds: secondsSoFar() });
    for (const [index, slice] of slices.entries()) {
      options.onSlice(index, slices.length);
      await raw.createRawViews(connection, slice);
      // Stations and sensors are few, and described once.
      const tables = stagingTableNames.filter((table) => index === 0 || factTables.includes(table));
      const result = await transformSlice(connection, tables, options.temporaryDirectory);
      total.read += result.read;
      total.produced += result.produced;
      total.duplicate += result.superseded;
      total.flagged += result.flagged;
      total.locations += result.views['location']?.rows ?? 0;
      if (index === slices.length - 1) options.onTransformed(accounting());
      for (const table of tables) staged[table] = (staged[table] ?? 0) + (await stageFile(staging, table, result));
    }
    await staging.commit(staged);
    return accounting();
  } finally {
    connection.closeSync();
  }
}

const noChanges = { stage: 'transform', rejected: 0, inserted: 0, updated: 0, unchanged: 0, requests: 0 } as const;

async function transformSlice(
  connection: DuckDBConnection,
  tables: readonly StagingTable[],
  temporaryDirectory: string,
): Promise<TransformResult> {
  const outputDirectory = join(temporaryDirectory, 'staging');
  await rm(outputDirectory, { recursive: true, force: true });
  await mkdir(outputDirectory, { recursive: true });
  const columns = Object.fromEntries(tables.map((table) => [table, stagingColumns(table)]));
  return transform(connection, { sqlDirectory, outputDirectory, tables: columns });
}

async function stageFile(staging: Staging, table: StagingTable, { views }: TransformResult): Promise<number> {
  const file = views[table];
  if (file === undefined) throw new Error(`The transform wrote no file for ${table}.`);
  await staging.copy(table, createReadStream(file.path));
  return file.rows;
}
