import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { StageAccounting } from '@airstar/schemas';
import { openStaging, stagingColumns, stagingTableNames, type Pool } from '@airstar/star-schema';
import { transform, type TransformResult } from '../transform/transform.ts';

/** The SQL that Spark runs too, from the built file and from the source alike. */
const sqlDirectory = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../../spark/sql' : '../../../../spark/sql', import.meta.url),
);

export interface StageOptions {
  readonly batchId: string;
  readonly window: { readonly from: number; readonly to: number };
  readonly locationIds: readonly number[] | undefined;
  /** Emptied first. */
  readonly temporaryDirectory: string;
  readonly now: () => Date;
}

/** Runs the transform over the raw views of the connection; the results lie in files. */
export async function transformToFiles(
  connection: DuckDBConnection,
  options: StageOptions,
): Promise<{ readonly accounting: StageAccounting; readonly files: TransformResult['views'] }> {
  const startedAt = options.now().getTime();
  const outputDirectory = join(options.temporaryDirectory, 'staging');
  await rm(outputDirectory, { recursive: true, force: true });
  await mkdir(outputDirectory, { recursive: true });
  const tables = Object.fromEntries(stagingTableNames.map((table) => [table, stagingColumns(table)]));
  const result = await transform(connection, { sqlDirectory, outputDirectory, tables });
  const accounting: StageAccounting = {
    stage: 'transform',
    batchId: options.batchId,
    read: result.read,
    produced: result.produced,
    rejected: 0,
    duplicate: result.superseded,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    flagged: result.flagged,
    locations: result.views['location']?.rows ?? 0,
    requests: 0,
    seconds: (options.now().getTime() - startedAt) / 1000,
  };
  return { accounting, files: result.views };
}

/** Brings the files into staging, and writes the manifest last. */
export async function stageFiles(
  pool: Pool,
  files: TransformResult['views'],
  options: StageOptions & { readonly attemptId: string },
): Promise<number> {
  const staging = openStaging(pool, {
    batchId: options.batchId,
    attemptId: options.attemptId,
    window: { from: new Date(options.window.from), to: new Date(options.window.to) },
    ...(options.locationIds && { locationIds: options.locationIds }),
  });
  const counts: Record<string, number> = {};
  for (const table of stagingTableNames) {
    const file = files[table];
    if (file === undefined) continue;
    await staging.copy(table, createReadStream(file.path));
    counts[table] = file.rows;
  }
  await staging.commit(counts);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
