import {
  consumeTyped,
  type Consumption,
  type DeadLetterWriter,
  type PartitionOffset,
  type PreparedBatch,
  type SchemaRegistry,
  type Transport,
} from '@airstar/kafka-io';
import type { RawBatch, RawStore } from '@airstar/raw-store';
import { handlers, type PreparedDocument } from './steps/handlers.ts';

export interface IngestDependencies {
  readonly transport: Pick<Transport, 'consume' | 'committedOffsets'>;
  readonly registry: SchemaRegistry;
  readonly store: Pick<RawStore, 'write'>;
  /** Keeps the messages that cannot become a document. */
  readonly deadLetters: DeadLetterWriter;
}

export interface IngestOptions {
  /** Default `airstar.ingestor`. */
  readonly groupId?: string;
  /** Ends when the group has committed all of these. Without it the ingestor follows the log until it is stopped. */
  readonly until?: readonly PartitionOffset[];
  /** Called after each durable write, with the number of messages that it brought. */
  readonly onWritten?: (messages: number) => void;
}

/** The group whose committed offsets say how far the raw store has come. */
export const defaultGroupId = 'airstar.ingestor';

/**
 * Brings events into the raw store: decode and prepare, dead letters, durable write, commit, batch by batch.
 * An error that nobody knows ends the consumption with its offsets uncommitted.
 */
export async function ingest(dependencies: IngestDependencies, options: IngestOptions = {}): Promise<Consumption> {
  const { transport, registry, store, deadLetters } = dependencies;
  return consumeTyped({
    transport,
    registry,
    deadLetters,
    groupId: options.groupId ?? defaultGroupId,
    handlers,
    ...(options.until && { until: options.until }),
    write: async (batch) => {
      await store.write(rawBatchOf(batch));
      options.onWritten?.(batch.items.length + batch.rejected.length);
    },
  });
}

/** Counted for this extraction when a message has lost the header that names its own. */
const unknownBatch = 'unknown';

function rawBatchOf(batch: PreparedBatch<PreparedDocument>): RawBatch {
  const measurements: RawBatch['measurements'][number][] = [];
  const locations: RawBatch['locations'][number][] = [];
  for (const { offset, batchId, value } of batch.items) {
    if (value.kind === 'measurement') measurements.push({ offset, batchId, document: value.document });
    else locations.push({ offset, batchId, document: value.document });
  }
  const rejected = batch.rejected.map(({ offset, batchId = unknownBatch }) => ({ offset, batchId }));
  return {
    topic: batch.topic,
    partition: batch.partition,
    nextOffset: batch.nextOffset,
    measurements,
    locations,
    rejected,
  };
}
