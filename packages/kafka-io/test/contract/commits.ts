import { expect, it } from 'vitest';
import { CommitRangeError } from '../../src/errors.ts';
import type { MessageBatch } from '../../src/transport.ts';
import { eventually } from './eventually.ts';
import { numbered, offsetsOf } from './messages.ts';
import { commitAll, record } from './recorder.ts';
import { type Create, setUp, unique } from './set-up.ts';

export function commitContract(create: Create): void {
  it('hands over consecutive messages of one partition, at most maxBatchSize at once', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 2 });
    await transport.send(topic, numbered(50));
    const batches: MessageBatch[] = [];
    const after = async (batch: MessageBatch) => {
      batches.push(batch);
      await commitAll(batch);
    };
    const { messages } = await record(transport, { groupId: group, topics: [topic], maxBatchSize: 10, after });
    await eventually(() => expect(messages).toHaveLength(50));
    for (const batch of batches) {
      const { firstOffset, nextOffset, highWatermark } = batch;
      expect(batch.messages.length).toBeLessThanOrEqual(10);
      expect(batch.messages.map(({ partition }) => partition)).toEqual(batch.messages.map(() => batch.partition));
      expect(batch.messages.map(({ offset }) => offset)).toEqual(batch.messages.map((_, index) => firstOffset + index));
      expect(nextOffset).toBe(firstOffset + batch.messages.length);
      expect(highWatermark).toBeGreaterThanOrEqual(nextOffset);
    }
  });

  it('goes on after a batch that was not committed, and hands it to the next consumer of the group', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(6));
    const after = () => Promise.resolve();
    const reader = await record(transport, { groupId: group, topics: [topic], maxBatchSize: 2, after });
    await eventually(() => expect(reader.values()).toEqual(['0', '1', '2', '3', '4', '5']));
    expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [0]));
    await reader.consumption.stop();
    const next = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(next.values()).toEqual(['0', '1', '2', '3', '4', '5']));
  });

  it('starts a new consumer where the group has committed, in the middle of a batch too', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(10));
    const after = (batch: MessageBatch) => batch.commit(4);
    const first = await record(transport, { groupId: group, topics: [topic], maxBatchSize: 10, after });
    await eventually(async () => {
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [4]));
    });
    await first.consumption.stop();
    const second = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(second.values()).toEqual(['4', '5', '6', '7', '8', '9']));
  });

  it('refuses a commit outside the batch', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(5));
    const refused: unknown[] = [];
    const after = async (batch: MessageBatch) => {
      for (const offset of [-1, Number.NaN, batch.nextOffset + 1]) {
        await batch.commit(offset).catch((error: unknown) => refused.push(error));
      }
    };
    await record(transport, { groupId: group, topics: [topic], maxBatchSize: 5, after });
    await eventually(() => expect(refused).toHaveLength(3));
    for (const error of refused) expect(error).toBeInstanceOf(CommitRangeError);
    expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [0]));
  });

  it('counts 0 as committed for a partition or a group that never committed', async () => {
    const { transport, topic } = await setUp(create, { partitions: 2 });
    expect(await transport.committedOffsets(unique('group'), topic)).toEqual(offsetsOf(topic, [0, 0]));
  });

  it('ends with the error of its handler, and hands the batch to the next consumer of the group', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(3));
    const failure = new Error('store is gone');
    const first = await record(transport, { groupId: group, topics: [topic], after: () => Promise.reject(failure) });
    await expect(first.consumption.done).rejects.toBe(failure);
    expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [0]));
    const second = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(second.values()).toEqual(['0', '1', '2']));
  });
}
