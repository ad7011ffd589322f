import { CommitRangeError, PartitionLostError } from '../errors.ts';
import type { MessageBatch } from '../transport.ts';
import type { GroupPartition } from './group-topic.ts';
import type { Group } from './group.ts';

/** Takes the next messages of a partition, which has some; it can be committed until the group is rebalanced. */
export function takeBatch(group: Group, from: GroupPartition, maxBatchSize: number): MessageBatch {
  const { partition, log } = from;
  const { generation } = group;
  const topic = from.topic.name;
  const messages = log.read(from.position, maxBatchSize);
  const firstOffset = messages[0]?.offset ?? from.position;
  const nextOffset = (messages.at(-1)?.offset ?? from.position - 1) + 1;
  from.position = nextOffset;

  const heartbeat = async (): Promise<void> => {
    if (group.generation !== generation) throw new PartitionLostError(group.id, topic, partition);
  };
  const commit = async (offset: number): Promise<void> => {
    await heartbeat();
    if (!(offset >= firstOffset && offset <= nextOffset)) {
      throw new CommitRangeError({ topic, partition, offset }, firstOffset, nextOffset);
    }
    from.committed = Math.max(from.committed, offset);
    from.topic.readersMoved();
  };
  return { topic, partition, messages, firstOffset, nextOffset, highWatermark: log.end, heartbeat, commit };
}
