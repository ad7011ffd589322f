import type { TopicDefinition } from '@airstar/schemas';
import type { MessageBatch, Transport } from '../src/transport.ts';

export const topic = 'readings';
export const single: TopicDefinition = { name: topic, partitions: 1, cleanup: 'delete' };

/** A consumer that commits only what it is told to. */
export async function openGate(transport: Transport, groupId = 'gate') {
  const batches: MessageBatch[] = [];
  const consumption = await transport.consume({
    groupId,
    topics: [topic],
    onBatch: async (batch) => void batches.push(batch),
  });
  return { batches, consumption };
}
