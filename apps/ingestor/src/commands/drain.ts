import type { PartitionOffset, Transport } from '@airstar/kafka-io';
import type { RawStore } from '@airstar/raw-store';
import { locationContract, measurementContract, type StageAccounting } from '@airstar/schemas';
import { ingestAccounting } from '../accounting.ts';
import { ReconciliationError } from '../errors.ts';
import type { Extraction } from '../extraction.ts';
import { ingest, type IngestDependencies, type IngestOptions } from '../run.ts';
import { untilStopped } from './until-stopped.ts';

export interface DrainDependencies {
  readonly ingest: IngestDependencies;
  readonly transport: Pick<Transport, 'endOffsets'>;
  readonly store: Pick<RawStore, 'counters'>;
  /** The clock, for durations. */
  readonly now: () => Date;
}

export interface DrainOptions extends Pick<IngestOptions, 'groupId'> {
  /** Stops after the batch in hand. */
  readonly signal: AbortSignal;
}

/**
 * Takes in what an extraction published: returns when the group has committed it, and does the work where nobody else
 * does.
 *
 * @throws {ReconciliationError} when other counts were taken in than were published.
 */
export async function drain(
  dependencies: DrainDependencies,
  { batchId, published, endOffsets }: Extraction,
  options: DrainOptions,
): Promise<StageAccounting> {
  const startedAt = dependencies.now().getTime();
  await drainTo(dependencies.ingest, endOffsets, options);
  const seconds = (dependencies.now().getTime() - startedAt) / 1000;
  const accounting = await ingestAccounting(dependencies.store, batchId, seconds);
  if (accounting.read !== published) throw new ReconciliationError(batchId, { published, ...accounting });
  return accounting;
}

/** What the group has committed of the log as it was when the command began. */
export interface DrainedLog {
  readonly endOffsets: readonly PartitionOffset[];
  readonly seconds: number;
}

/** Takes in what the log holds now, of whichever extraction. */
export async function drainUntilNow(dependencies: DrainDependencies, options: DrainOptions): Promise<DrainedLog> {
  const startedAt = dependencies.now().getTime();
  const names = [locationContract.topic, measurementContract.topic];
  const endOffsets = (await Promise.all(names.map((name) => dependencies.transport.endOffsets(name)))).flat();
  await drainTo(dependencies.ingest, endOffsets, options);
  return { endOffsets, seconds: (dependencies.now().getTime() - startedAt) / 1000 };
}

async function drainTo(
  dependencies: IngestDependencies,
  until: readonly PartitionOffset[],
  { signal, ...options }: DrainOptions,
): Promise<void> {
  signal.throwIfAborted();
  await untilStopped(await ingest(dependencies, { ...options, until }), signal);
  signal.throwIfAborted();
}
