import { readRanges, type ReadRange } from '../read-range.ts';
import type { ReadOptions, ReceivedMessage } from '../transport.ts';
import type { Topic } from './topic.ts';

/** Gives part of a topic, partition by partition; what is dropped meanwhile is left out. */
export function* readLog(
  topic: Topic,
  { maxBatchSize, signal, ...range }: ReadOptions & { readonly maxBatchSize: number },
): Generator<readonly ReceivedMessage[], void, undefined> {
  const bounds = topic.partitions.map(({ start, end }, partition) => ({ partition, start, end }));
  for (const each of readRanges(topic.name, bounds, range)) {
    signal?.throwIfAborted();
    yield* readPartition(topic, each, maxBatchSize);
  }
}

function* readPartition(topic: Topic, { partition, from, until }: ReadRange, most: number) {
  for (let position = from; position < until;) {
    const messages = topic.partitions[partition]?.read(position, most).filter(({ offset }) => offset < until) ?? [];
    if (messages.length === 0) return;
    yield messages;
    position = (messages.at(-1)?.offset ?? until) + 1;
  }
}
