import { randomUUID } from 'node:crypto';
import {
  createDecoder,
  createProducer,
  Rejection,
  type PartitionOffset,
  type SchemaRegistry,
  type Transport,
} from '@airstar/kafka-io';
import { progressContract, type ProgressEvent } from '@airstar/schemas';
import { ProgressUnreadableError } from './errors.ts';

/** The progress records of one batch, read and written by one process. */
export interface ProgressLog {
  readonly batchId: string;
  /** Names this process in what it writes. */
  readonly attemptId: string;
  /** Appends records, and says where the topic ends behind them. */
  append(records: readonly Omit<ProgressEvent, 'batchId' | 'attemptId'>[]): Promise<number>;
  /** The records of the batch in [from, until), in order. */
  read(from: number, until: number): AsyncGenerator<ProgressEvent, void, undefined>;
  /** Where the topic ends. */
  end(): Promise<number>;
}

/** One partition, so that the records of a batch have one order. */
const partition = 0;
const { topic } = progressContract;

const endOf = (offsets: readonly PartitionOffset[]): number =>
  offsets.find((position) => position.partition === partition)?.offset ?? 0;

export function openProgressLog(transport: Transport, registry: SchemaRegistry, batchId: string): ProgressLog {
  const producer = createProducer({ transport, registry, contract: progressContract });
  const decoder = createDecoder(progressContract, registry);
  const attemptId = randomUUID();
  const isOfBatch = ({ key }: { readonly key: Buffer | null }): boolean =>
    key?.toString().startsWith(`${batchId}:`) ?? false;

  return {
    batchId,
    attemptId,
    append: async (records) => {
      const events = records.map((record) => ({ ...record, batchId, attemptId }));
      return endOf(await producer.publish(events, { batchId }));
    },
    async *read(from, until) {
      if (from >= until) return;
      const at = (offset: number): PartitionOffset[] => [{ topic, partition, offset }];
      for await (const batch of transport.read(topic, { from: at(from), until: at(until) })) {
        const messages = batch.filter(isOfBatch);
        await decoder.learn(messages.map(({ value }) => value));
        for (const { value, offset } of messages) {
          const event = decoder.decode(value);
          if (event instanceof Rejection) {
            throw new ProgressUnreadableError(batchId, offset, `${event.reason}: ${event.detail}`);
          }
          // The id of a batch may hold a colon, and so begin like another one and its sensor.
          if (event.batchId === batchId) yield event;
        }
      }
    },
    end: async () => endOf(await transport.endOffsets(topic)),
  };
}
