import type { ExtractSelection, SensorFailure } from '@airstar/extractor';
import { publish, verify } from '@airstar/loader';
import type { DuckDbRawStore } from '@airstar/raw-store/duckdb';
import type { StageAccounting } from '@airstar/schemas';
import { cleanStaging } from '@airstar/star-schema';
import { formatCount } from '../cli/format.ts';
import type { Progress } from '../cli/progress.ts';
import type { DataDirectory } from '../data-directory.ts';
import type { Database } from '../database.ts';
import type { Source } from '../source.ts';
import { extractAndIngest } from './extract-and-ingest.ts';
import { transformAndStage } from './stage.ts';

export interface PipelineDependencies {
  readonly source: Source;
  readonly raw: DuckDbRawStore;
  readonly database: Database;
  readonly directory: DataDirectory;
  readonly progress: Progress;
  readonly now: () => Date;
  /** Told of each stage as soon as it is done, so that a run that fails later still says what it did. */
  readonly onAccounting: (accounting: StageAccounting) => void;
}

export interface PipelineOptions extends ExtractSelection {
  readonly batchId: string;
  readonly signal: AbortSignal;
}

/**
 * The whole way of one batch: extract and ingest, transform, stage, load. Each stage is over before the next begins,
 * and the counts of both have to agree.
 *
 * @returns the sensors that could not be read to their end.
 */
export async function runPipeline(
  dependencies: PipelineDependencies,
  options: PipelineOptions,
): Promise<readonly SensorFailure[]> {
  const { extract, ingest, locationIds, failures } = await readStages(dependencies, options);
  options.signal.throwIfAborted();
  const transformed = await transformStage(dependencies, options, locationIds);
  options.signal.throwIfAborted();
  await loadStage(dependencies, options, [extract, ingest, transformed]);
  return failures;
}

async function readStages(
  { source, raw, directory, progress, now, onAccounting }: PipelineDependencies,
  options: PipelineOptions,
) {
  let isStarted = false;
  let stored = 0;
  const result = await extractAndIngest(
    { client: source.client, store: raw, deadLetterFile: directory.deadLetters, now },
    {
      ...options,
      onProgress: ({ sensors, sensorsDone, published }) => {
        if (!isStarted) progress.start('extract', sensors, 'sensors');
        isStarted = true;
        progress.advance('extract', sensorsDone, `${formatCount(published)} published, ${formatCount(stored)} stored`);
      },
      onStored: (messages) => (stored += messages),
    },
  );
  const { extract, ingest } = result;
  const stations = `${formatCount(extract.locations)} stations`;
  progress.finish('extract', `${formatCount(extract.produced)} readings of ${stations} published`, extract.seconds);
  const known = `${formatCount(ingest.inserted)} new, ${formatCount(ingest.duplicate)} known already`;
  progress.finish('ingest', `${known}, ${formatCount(ingest.rejected)} rejected`, ingest.seconds);
  onAccounting(extract);
  onAccounting(ingest);
  return result;
}

async function transformStage(
  { raw, database, directory, progress, now, onAccounting }: PipelineDependencies,
  { batchId, window, signal }: PipelineOptions,
  locationIds: readonly number[],
): Promise<StageAccounting> {
  let transformedAt = 0;
  const accounting = await transformAndStage(raw, database.pipeline, {
    batchId,
    window,
    locationIds,
    temporaryDirectory: directory.temporary,
    now,
    onSlice: (slice, slices) => {
      signal.throwIfAborted();
      if (slice === 0) progress.start('transform', slices, slices === 1 ? 'slice' : 'slices');
      progress.advance('transform', slice, '');
    },
    onTransformed: ({ produced, flagged, seconds }) => {
      progress.finish('transform', `${formatCount(produced)} readings, ${formatCount(flagged)} flagged`, seconds);
      transformedAt = seconds;
    },
  });
  progress.finish('stage', 'complete, with its manifest', accounting.seconds - transformedAt);
  onAccounting(accounting);
  return accounting;
}

async function loadStage(
  { database, progress, now, onAccounting }: PipelineDependencies,
  { batchId }: PipelineOptions,
  before: readonly StageAccounting[],
): Promise<void> {
  const dependencies = { pool: database.pipeline, now };
  const accounting = await publish(dependencies, { batchId, accounting: before });
  await verify(dependencies, { batchId });
  await cleanStaging(database.pipeline, { keepUnpublishedSince: now() });
  const changes = (['inserted', 'updated', 'unchanged'] as const).map(
    (change) => `${formatCount(accounting[change])} ${change}`,
  );
  progress.finish('load', changes.join(', '), accounting.seconds);
  onAccounting(accounting);
}
