import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOpenAqClient } from '@airstar/openaq-client';
import { startSimulator, type Dataset } from '@airstar/openaq-simulator';
import { openMongoRawStore, type RawStore } from '@airstar/raw-store';
import { openDuckDbRawStore, type DuckDbRawStore } from '@airstar/raw-store/duckdb';
import { stageAccountingSchema, type StageAccounting } from '@airstar/schemas';
import { openPool, setRolePassword, type Pool } from '@airstar/star-schema';
import { openDataDirectory, type DataDirectory } from '../../src/data-directory.ts';
import { openDatabase } from '../../src/database.ts';
import { extractAndIngest } from '../../src/pipeline/extract-and-ingest.ts';
import { transformAndStage } from '../../src/pipeline/stage.ts';
import { runSparkJob, type SparkRun } from './spark-job.ts';

const sparkRole = 'airstar_spark';
const now = (): Date => new Date();

/** The window and the stations of a batch. */
export interface Batch {
  readonly batchId: string;
  readonly window: { readonly from: number; readonly to: number };
  readonly locationIds: readonly number[];
}

/** The same raw documents in both stores, and one warehouse that both engines stage into. */
export interface Engines extends AsyncDisposable {
  /** As the pipeline's role: stages and publishes. */
  readonly pool: Pool;
  /** May do anything, to see what the others may not. */
  readonly owner: Pool;
  /** For the Spark job: MongoDB, and a role that may stage and nothing else. */
  readonly variables: Readonly<Record<string, string>>;
  /** Reads a data set through extractor and ingestor into both stores. */
  ingest(data: Dataset, batch: Batch): Promise<void>;
  stageByDuckDb(batch: Batch): Promise<StageAccounting>;
  stageBySpark(batch: Batch, variables?: Readonly<Record<string, string>>): Promise<StageAccounting>;
}

export async function openEngines({ mongodbUri }: { readonly mongodbUri: string }): Promise<Engines> {
  const unique = randomBytes(6).toString('hex');
  const root = mkdtempSync(join(tmpdir(), 'airstar-engines-'));
  const directory = openDataDirectory(root);
  const database = await openDatabase(directory, undefined);
  const owner = openPool({ connectionString: urlOf(database.port, 'postgres', directory.secrets.superuser) });
  await owner.query(`create role ${sparkRole} login in role airstar_stager`);
  await setRolePassword(owner, sparkRole, directory.secrets.pipeline);
  const duckDb = await openDuckDbRawStore({ path: directory.rawStore });
  const mongo = await openMongoRawStore({ uri: mongodbUri, database: `engines_${unique}` });
  await Promise.all([duckDb.migrate(), mongo.migrate()]);
  const variables = {
    MONGODB_URI: `${mongodbUri.replace(/\/$/, '')}/engines_${unique}`,
    SPARK_PARTITIONER: 'SinglePartitionPartitioner',
    DATABASE_URL: urlOf(database.port, sparkRole, directory.secrets.pipeline),
  };
  return {
    pool: database.pipeline,
    owner,
    variables,
    ingest: (data, batch) => ingest(inBoth(duckDb, mongo), directory, data, batch),
    stageByDuckDb: (batch) => stageByDuckDb(duckDb, database.pipeline, directory, batch),
    stageBySpark: (batch, more = {}) => stageBySpark(batch, { ...variables, ...more }),
    async [Symbol.asyncDispose]() {
      await Promise.all([mongo.close(), duckDb.close(), owner.end()]);
      await database.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const urlOf = (port: number, role: string, password: string): string =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/airstar`;

/** The first one counts. */
function inBoth(first: RawStore, second: RawStore): RawStore {
  return {
    ...first,
    migrate: () => first.migrate(),
    counters: (batchId) => first.counters(batchId),
    close: () => first.close(),
    write: async (batch) => {
      const [counts, others] = await Promise.all([first.write(batch), second.write(batch)]);
      if (JSON.stringify(counts) !== JSON.stringify(others)) throw new Error('The stores count differently.');
      return counts;
    },
  };
}

async function ingest(store: RawStore, directory: DataDirectory, data: Dataset, batch: Batch): Promise<void> {
  const simulator = await startSimulator({ data });
  try {
    const rateLimit = { perMinute: 1_000_000, perHour: 1_000_000 };
    const client = createOpenAqClient({ baseUrl: `${simulator.url}/v3`, rateLimit });
    const { batchId, window, locationIds } = batch;
    await extractAndIngest(
      { client, store, deadLetterFile: directory.deadLetters, now },
      { batchId, window, selection: { locationIds }, signal: new AbortController().signal, onStored: () => undefined },
    );
  } finally {
    await simulator.close();
  }
}

function stageByDuckDb(raw: DuckDbRawStore, pool: Pool, directory: DataDirectory, batch: Batch) {
  const temporaryDirectory = directory.temporary;
  const silent = { onSlice: () => undefined, onTransformed: () => undefined };
  return transformAndStage(raw, pool, { ...batch, ...silent, temporaryDirectory, now });
}

async function stageBySpark(batch: Batch, variables: Readonly<Record<string, string>>): Promise<StageAccounting> {
  const run = await runSparkJob(['--extraction', extractionOf(batch)], variables);
  return accountingOf(run);
}

/** The part of an extractor's last line that the job reads. */
export function extractionOf({ batchId, window, locationIds }: Batch): string {
  const [from, to] = [window.from, window.to].map((instant) => new Date(instant).toISOString());
  return JSON.stringify({ stage: 'extract', batchId, window: { from, to }, locationIds });
}

/** The last line of a run that must have gone well. */
export function accountingOf({ exitCode, stdout, stderr }: SparkRun): StageAccounting {
  if (exitCode !== 0) throw new Error(`The Spark job ended with ${String(exitCode)}:\n${stdout}\n${stderr}`);
  return stageAccountingSchema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
}
