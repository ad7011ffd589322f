import { rmSync, writeFileSync } from 'node:fs';
import { Problems } from '@airstar/app-process';
import {
  parseExtractOptions,
  type ExtractSelection,
  type RawExtractOptions,
  type SensorFailure,
} from '@airstar/extractor';
import { openDuckDbRawStore } from '@airstar/raw-store/duckdb';
import type { StageAccounting } from '@airstar/schemas';
import { formatCount, formatInstant, formatSeconds } from '../cli/format.ts';
import { accountingTable } from '../cli/accounting-table.ts';
import { createProgress, type Progress } from '../cli/progress.ts';
import { openDataDirectory, type DataDirectory } from '../data-directory.ts';
import { openDatabase, type Database } from '../database.ts';
import { readEnvironment } from '../env.ts';
import { runPipeline } from '../pipeline/run-pipeline.ts';
import { saveLastRun } from '../last-run.ts';
import { openSource, sourceDefaults, type Source } from '../source.ts';

export interface RawRunOptions extends RawExtractOptions {
  readonly report: boolean;
}

/** Exit code of a run that ended well but could not bring everything: rejected records, or sensors that failed. */
const incomplete = 3;

/** `airstar run`: brings a window into the star schema and says where every reading went. */
export async function run(raw: RawRunOptions, unknown: readonly string[], signal: AbortSignal): Promise<number> {
  const startedAt = Date.now();
  const { environment, options } = checked(raw, unknown, startedAt);
  const progress = createProgress(process.stderr);
  const directory = openDataDirectory(environment.dataDirectory);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => progress.close());
  const source = await openSource(environment, ({ budget, delay }) =>
    progress.line(`waiting ${formatSeconds(delay / 1000)} for the budget of requests per ${budget}`),
  );
  cleanup.defer(() => source.close());
  // The raw store before the database: its lock says whether another run is at work here.
  const store = await openDuckDbRawStore({ path: directory.rawStore, tempDirectory: directory.temporary });
  cleanup.defer(() => store.close());
  await store.migrate();
  const database = await openDatabase(directory, environment.postgresPort);
  cleanup.defer(() => database.close());
  return await runBatch({ source, store, database, directory, progress, signal, startedAt }, options, raw.report);
}

function checked(raw: RawRunOptions, unknown: readonly string[], now: number) {
  const problems = new Problems('airstar run');
  problems.add(...unknown);
  const environment = problems.take(() => readEnvironment());
  const defaults = sourceDefaults(environment ?? readEnvironment({}), now);
  const options = problems.take(() => parseExtractOptions('airstar run', raw, defaults));
  problems.throwIfAny();
  if (environment === undefined || options === undefined)
    throw new Error('A check found a problem and did not say so.');
  return { environment, options };
}

interface Running {
  readonly source: Source;
  readonly store: Awaited<ReturnType<typeof openDuckDbRawStore>>;
  readonly database: Database;
  readonly directory: DataDirectory;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly startedAt: number;
}

async function runBatch(running: Running, options: ExtractSelection, withReport: boolean): Promise<number> {
  const { source, store, database, directory, progress, signal, startedAt } = running;
  const { window } = options;
  progress.line(`source     ${source.name}, (${formatInstant(window.from)}, ${formatInstant(window.to)}]`);
  const batchId = `local-${formatInstant(startedAt).replace(/[-:.]/g, '')}-${process.pid}`;
  const stages: StageAccounting[] = [];
  let failures: readonly SensorFailure[];
  try {
    failures = await runPipeline(
      {
        source,
        raw: store,
        database,
        directory,
        progress,
        now: () => new Date(),
        onAccounting: (accounting) => stages.push(accounting),
      },
      { ...options, batchId, signal },
    );
  } catch (error) {
    throw database.explain(error);
  } finally {
    writeFileSync(directory.accounting, `${JSON.stringify(stages, null, 2)}\n`);
    rmSync(directory.temporary, { recursive: true, force: true });
  }
  saveLastRun(directory, {
    batchId,
    window,
    source: source.name,
    isRecorded: source.isRecorded,
    command: ['airstar', ...process.argv.slice(2)].join(' '),
    finishedAt: Date.now(),
  });
  process.stdout.write(`${accountingTable(stages)}\n`);
  if (withReport) {
    const { writeReport } = await import('./report.ts');
    progress.line(`report     ${await writeReport(database, directory)}`);
  }
  progress.line(`total      ${formatSeconds((Date.now() - startedAt) / 1000)}; accounting in ${directory.accounting}`);
  return verdict(stages, failures, directory, progress);
}

/** Says what is missing, if anything is. */
function verdict(
  stages: readonly StageAccounting[],
  failures: readonly SensorFailure[],
  directory: DataDirectory,
  progress: Progress,
): number {
  const rejected = stages.reduce((sum, stage) => sum + stage.rejected, 0);
  for (const { task, error } of failures) {
    progress.line(`not read   sensor ${task.sensorId} (${task.name}) of station ${task.locationId}: ${error.message}`);
  }
  if (rejected > 0)
    progress.line(`rejected   ${formatCount(rejected)} records, with their reasons in ${directory.deadLetters}`);
  return rejected > 0 || failures.length > 0 ? incomplete : 0;
}
