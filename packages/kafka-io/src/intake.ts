import { batchIdHeader } from '@airstar/schemas';
import type { DeadLetterWriter, Misfit } from './dead-letter.ts';
import type { SchemaRegistry } from './codec/registry.ts';
import { Rejection } from './rejection.ts';
import type { MessageReader, PreparedItem, TopicHandler } from './topic-handler.ts';
import type { MessageBatch, PartitionOffset, ReceivedMessage } from './transport.ts';

/** A message that went to the dead letters. */
export interface RejectedMessage {
  readonly offset: number;
  /** The extraction it came from; absent where it had no header. */
  readonly batchId: string | undefined;
}

/**
 * Messages of one partition in order, each either prepared or rejected. After a crash the same messages come again,
 * perhaps cut into other batches: offsets tell what was counted before.
 */
export interface PreparedBatch<Prepared> {
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: number;
  /** What is committed once the batch is written. */
  readonly nextOffset: number;
  /** End offset of the partition when the batch was fetched. */
  readonly highWatermark: number;
  readonly items: readonly PreparedItem<Prepared>[];
  /** They are in the dead-letter topic already. */
  readonly rejected: readonly RejectedMessage[];
  /** To be called during long writes. Lets through `PartitionLostError`: so should the writer. */
  heartbeat(): Promise<void>;
}

interface IntakeOptions<Prepared> {
  readonly registry: SchemaRegistry;
  readonly handlers: readonly TopicHandler<Prepared>[];
  readonly deadLetters: DeadLetterWriter;
  readonly write: (batch: PreparedBatch<Prepared>) => Promise<void>;
}

/** Makes the way of one batch: decode and prepare, dead letters, durable write, commit. Gives what was committed. */
export function createIntake<Prepared>(
  options: IntakeOptions<Prepared>,
): (batch: MessageBatch) => Promise<PartitionOffset> {
  const { registry, handlers, deadLetters, write } = options;
  const readers = new Map(handlers.map((handler) => [handler.topic, handler.open(registry)]));
  if (readers.size < handlers.length) throw new RangeError('Two handlers read the same topic.');

  return async (batch) => {
    const { topic, partition, firstOffset, nextOffset, highWatermark } = batch;
    const { items, misfits } = await sort(batch, readers.get(topic));
    if (misfits.length > 0) await deadLetters.write(misfits);
    const rejected = misfits.map(({ position, batchId }) => ({ offset: position.offset, batchId }));
    const heartbeat = () => batch.heartbeat();
    await write({ topic, partition, firstOffset, nextOffset, highWatermark, items, rejected, heartbeat });
    await batch.commit(nextOffset);
    return { topic, partition, offset: nextOffset };
  };
}

async function sort<Prepared>(batch: MessageBatch, reader: MessageReader<Prepared> | undefined) {
  if (reader === undefined) throw new RangeError(`No handler reads topic ${batch.topic}.`);
  await reader.learn(batch.messages);
  const items: PreparedItem<Prepared>[] = [];
  const misfits: LoggedMisfit[] = [];
  for (const message of batch.messages) {
    const outcome = reader.read(message);
    if (outcome instanceof Rejection) misfits.push(misfitOf(message, outcome));
    else items.push(outcome);
  }
  return { items, misfits };
}

type LoggedMisfit = Misfit & Required<Pick<Misfit, 'position'>>;

function misfitOf({ topic, partition, offset, key, value, headers }: ReceivedMessage, rejection: Rejection) {
  return { rejection, topic, position: { partition, offset }, key, value, batchId: headers[batchIdHeader] };
}
