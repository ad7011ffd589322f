import {
  consumeTyped,
  Rejection,
  topicHandler,
  type Consumption,
  type DeadLetterWriter,
  type PartitionOffset,
  type PreparedBatch,
  type SchemaRegistry,
  type Transport,
} from '@airstar/kafka-io';
import type { RawBatch, RawStore } from '@airstar/raw-store';
import { locationContract, measurementContract, type RawLocation, type RawMeasurement } from '@airstar/schemas';
import { prepareLocation } from './steps/prepare-location.ts';
import type { InvalidRecord } from './steps/prepared.ts';
import { prepareMeasurement } from './steps/prepare-measurement.ts';

export interface IngestDependencies {
  readonly transport: Transport;
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

type Prepared =
  | { readonly kind: 'measurement'; readonly document: RawMeasurement }
  | { readonly kind: 'location'; readonly document: RawLocation };

const rejection = ({ invalid, detail }: InvalidRecord): Rejection =>
  new Rejection('invalid-record', `${invalid}: ${detail}`);

const handlers = [
  topicHandler(measurementContract, ({ event }): Prepared | Rejection => {
    const prepared = prepareMeasurement(event);
    return 'invalid' in prepared ? rejection(prepared) : { kind: 'measurement', document: prepared.document };
  }),
  topicHandler(locationContract, ({ event }): Prepared | Rejection => {
    const prepared = prepareLocation(event);
    return 'invalid' in prepared ? rejection(prepared) : { kind: 'location', document: prepared.document };
  }),
] as const;

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
      options.onWritten?.(batch.nextOffset - batch.firstOffset);
    },
  });
}

/** Counted for this extraction when a message has lost the header that names its own. */
const unknownBatch = 'unknown';

function rawBatchOf(batch: PreparedBatch<Prepared>): RawBatch {
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
