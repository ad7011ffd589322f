import { type ICustomPartitioner, type Message, Partitioners, type ProducerRecord, type RecordMetadata } from 'kafkajs';
import { BrokerFailedError } from '../service-errors.ts';
import type { OutgoingMessage, PartitionOffset } from '../transport.ts';

/** The part of a kafkajs producer that is used. */
export interface RecordSender {
  send(record: ProducerRecord): Promise<RecordMetadata[]>;
}

/**
 * Places keys where Kafka's Java client places them, and keeps a message where it was placed first: kafkajs asks again
 * with every retry, and a message without key would move on to another partition and be written twice.
 */
export const createPartitioner: ICustomPartitioner = () => {
  const place = Partitioners.DefaultPartitioner();
  return (where) => (where.message.partition ??= place(where));
};

/**
 * Sends one request's messages. kafkajs forgets partitions whose leader moves, during a retry, to a broker that has
 * answered already, and reports success: what has no answer is sent again.
 */
export async function produce(
  sender: RecordSender,
  { topic, messages, ...record }: Omit<ProducerRecord, 'messages'> & { readonly messages: readonly OutgoingMessage[] },
): Promise<PartitionOffset[]> {
  const written: PartitionOffset[] = [];
  let pending = messages.map(recordOf);
  while (pending.length > 0) {
    const answers = await sender.send({ ...record, topic, messages: pending });
    const bases = new Map(answers.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
    const counts = countByPartition(pending.filter(({ partition }) => bases.has(partition ?? -1)));
    for (const [partition, count] of counts) {
      written.push({ topic, partition, offset: (bases.get(partition) ?? 0) + count });
    }
    if (counts.size === 0) throw new BrokerFailedError(`send to topic ${topic}`, 'an answer without partitions');
    pending = pending.filter(({ partition }) => !bases.has(partition ?? -1));
  }
  return written;
}

const recordOf = ({ key, value, headers }: OutgoingMessage): Message => ({ key, value, ...(headers && { headers }) });

function countByPartition(messages: readonly Message[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { partition } of messages) {
    if (partition !== undefined) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  }
  return counts;
}
