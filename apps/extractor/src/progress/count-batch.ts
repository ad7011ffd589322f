import type { PartitionOffset, ReceivedMessage, Transport } from '@airstar/kafka-io';
import { batchIdHeader, deadLetterHeaders, measurementContract, topics } from '@airstar/schemas';
import { highestOffsets } from '../steps/highest-offsets.ts';
import type { BatchCount } from './port.ts';

/** Topics whose messages are counted. */
const countedTopics = [measurementContract.topic, topics.deadLetters.name];

/** The step under which the extractor writes dead letters. */
export const extractStep = 'extract';

/** Where the counted topics end now. */
export async function countedEnds(transport: Transport): Promise<PartitionOffset[]> {
  return (await Promise.all(countedTopics.map((topic) => transport.endOffsets(topic)))).flat();
}

/** Messages that the counted topics have been given since, by whomever. */
export async function writtenSince(
  transport: Transport,
  start: readonly PartitionOffset[],
): Promise<{ readonly readings: number; readonly deadLetters: number }> {
  const ends = await countedEnds(transport);
  const sum = (offsets: readonly PartitionOffset[], topic: string): number =>
    offsets.filter((position) => position.topic === topic).reduce((total, { offset }) => total + offset, 0);
  const written = (topic: string): number => sum(ends, topic) - sum(start, topic);
  return { readings: written(measurementContract.topic), deadLetters: written(topics.deadLetters.name) };
}

/** Reads the log from where a batch began to its end, and counts the messages that are of the batch. */
export async function countBatch(
  transport: Transport,
  batchId: string,
  start: readonly PartitionOffset[],
): Promise<BatchCount> {
  const ends = highestOffsets();
  let [produced, rejected, rejectedReadings] = [0, 0, 0];

  function countOne({ topic, partition, offset, headers }: ReceivedMessage): void {
    if (headers[batchIdHeader] !== batchId) return;
    if (topic === measurementContract.topic) {
      produced += 1;
      ends.add([{ topic, partition, offset: offset + 1 }]);
    } else if (headers[deadLetterHeaders.step] === extractStep) {
      rejected += 1;
      if (headers[deadLetterHeaders.topic] === measurementContract.topic) rejectedReadings += 1;
    }
  }

  for (const topic of countedTopics) {
    const from = start.filter((position) => position.topic === topic);
    for await (const messages of transport.read(topic, { from })) messages.forEach(countOne);
  }
  return { produced, rejected, rejectedReadings, endOffsets: ends.all() };
}
