import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { PartitionLostError } from '../../src/errors.ts';
import type { MessageBatch } from '../../src/transport.ts';
import { eventually } from './eventually.ts';
import { keyed, numbered, offsetsOf, total, distinctPositions } from './messages.ts';
import { commitAll, record } from './recorder.ts';
import { type Create, setUp, unique } from './set-up.ts';

export function groupContract(create: Create): void {
  it('gives every group everything', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 3 });
    await transport.send(topic, numbered(12));
    const one = await record(transport, { groupId: group, topics: [topic] });
    const other = await record(transport, { groupId: unique('group'), topics: [topic] });
    await eventually(() => expect([one.messages, other.messages].map((all) => all.length)).toEqual([12, 12]));
  });

  it('reads several topics in one consumer', async () => {
    const { transport, topic, group, definition } = await setUp(create);
    const second = { ...definition, name: unique('topic') };
    await transport.createTopics([second]);
    await transport.send(topic, keyed('a'));
    await transport.send(second.name, keyed('b'));
    const { messages } = await record(transport, { groupId: group, topics: [topic, second.name] });
    const expected = [topic, second.name].sort();
    await eventually(() => expect(messages.map((each) => each.topic).sort()).toEqual(expected));
  });

  it('shares the partitions among the consumers of a group', async () => {
    const { log, transport, topic, group } = await setUp(create, { partitions: 4 });
    const one = await record(transport, { groupId: group, topics: [topic] });
    const other = await record(await log.connect(), { groupId: group, topics: [topic] });
    await eventually(async () => {
      await transport.send(topic, numbered(20));
      expect(one.messages.length).toBeGreaterThan(0);
      expect(other.messages.length).toBeGreaterThan(0);
    });
    const end = await transport.endOffsets(topic);
    await eventually(async () => expect(await transport.committedOffsets(group, topic)).toEqual(end));
    expect(distinctPositions([...one.messages, ...other.messages])).toBe(total(end));
  });

  it('hands the partitions of a consumer that leaves to those that stay', async () => {
    const { log, transport, topic, group } = await setUp(create, { partitions: 4 });
    const leaving = await record(await log.connect(), { groupId: group, topics: [topic] });
    const staying = await record(transport, { groupId: group, topics: [topic] });
    await transport.send(topic, numbered(20));
    await eventually(() => expect(leaving.messages.length + staying.messages.length).toBeGreaterThanOrEqual(20));
    await leaving.consumption.stop();
    await transport.send(topic, numbered(20));
    const end = await transport.endOffsets(topic);
    await eventually(async () => expect(await transport.committedOffsets(group, topic)).toEqual(end));
    expect(distinctPositions([...leaving.messages, ...staying.messages])).toBe(40);
  });

  it('hands the batch of a consumer that fails to one that had nothing to do', async () => {
    const { log, transport, topic, group } = await setUp(create, { partitions: 1 });
    let isFirst = true;
    const after = (batch: MessageBatch) => {
      if (!isFirst) return commitAll(batch);
      isFirst = false;
      return Promise.reject(new Error('store is gone'));
    };
    await record(transport, { groupId: group, topics: [topic], after });
    await record(await log.connect(), { groupId: group, topics: [topic], after });
    await transport.send(topic, numbered(3));
    await eventually(async () => {
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [3]));
    });
  });

  it('hands what a leaving consumer has not committed to one that had nothing to do', async () => {
    const { log, transport, topic, group } = await setUp(create, { partitions: 1 });
    const clients = [transport, await log.connect()];
    const after = () => Promise.resolve();
    const recorders = await Promise.all(
      clients.map((client) => record(client, { groupId: group, topics: [topic], after })),
    );
    await transport.send(topic, numbered(3));
    const all = ['0', '1', '2'];
    await eventually(() => expect(recorders.map(({ values }) => values())).toContainEqual(all));
    const leaving = recorders.findIndex(({ messages }) => messages.length > 0);
    await recorders[leaving]?.consumption.stop();
    await eventually(() => expect(recorders[1 - leaving]?.values()).toEqual(all));
  });

  it('tells a handler that the group was rebalanced, goes on, and hands the batch out again', async () => {
    const { log, transport, topic, group } = await setUp(create, { partitions: 2 });
    await transport.send(topic, numbered(20));
    const errors: unknown[] = [];
    const started = Promise.withResolvers<undefined>();
    const after = async (batch: MessageBatch) => {
      if (errors.length > 0) return commitAll(batch);
      started.resolve(undefined);
      const lost = await heartbeatUntilLost(batch);
      errors.push(lost, await batch.commit(batch.nextOffset).catch((error: unknown) => error));
      throw lost;
    };
    const first = await record(transport, { groupId: group, topics: [topic], after });
    await started.promise;
    const second = await record(await log.connect(), { groupId: group, topics: [topic] });
    const end = await transport.endOffsets(topic);
    await eventually(async () => expect(await transport.committedOffsets(group, topic)).toEqual(end));
    expect(errors).toEqual([expect.any(PartitionLostError), expect.any(PartitionLostError)]);
    expect(distinctPositions([...first.messages, ...second.messages])).toBe(20);
    expect(first.messages.length + second.messages.length).toBeGreaterThan(20);
    await first.consumption.stop();
    await expect(first.consumption.done).resolves.toBeUndefined();
  });

  it('keeps the partition of a handler that takes its time and sends heartbeats', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(3));
    const after = async (batch: MessageBatch) => {
      for (let beat = 0; beat < 5; beat += 1) await batch.heartbeat();
      await commitAll(batch);
    };
    const { values } = await record(transport, { groupId: group, topics: [topic], after });
    await eventually(async () => {
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [3]));
    });
    expect(values()).toEqual(['0', '1', '2']);
  });
}

async function heartbeatUntilLost(batch: MessageBatch): Promise<unknown> {
  for (;;) {
    try {
      await batch.heartbeat();
    } catch (error) {
      return error;
    }
    await setTimeout(5);
  }
}
