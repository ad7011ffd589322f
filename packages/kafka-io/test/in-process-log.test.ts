import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TopicDefinitionError } from '../src/errors.ts';
import { createInProcessTransport } from '../src/in-process/transport.ts';
import type { MessageBatch } from '../src/transport.ts';
import { keyed, numbered } from './contract/messages.ts';
import { commitAll, record } from './contract/recorder.ts';
import { openGate, single, topic } from './gate.ts';
import { settle } from './settle.ts';

describe('what the log refuses', () => {
  it.each([0, -1, 1.5, Number.NaN])('a topic of %d partitions', async (partitions) => {
    const created = createInProcessTransport().createTopics([{ ...single, partitions }]);
    await expect(created).rejects.toBeInstanceOf(TopicDefinitionError);
  });

  it.each([0, -1, 1.5, Number.NaN])('batches of at most %d messages', async (maxBatchSize) => {
    const transport = createInProcessTransport();
    await transport.createTopics([single]);
    const onBatch = () => Promise.resolve();
    await expect(transport.consume({ groupId: 'g', topics: [topic], maxBatchSize, onBatch })).rejects.toThrow(
      RangeError,
    );
  });
});

it('never moves back what is committed', async () => {
  const transport = createInProcessTransport();
  await transport.createTopics([single]);
  await transport.send(topic, numbered(5));
  const { batches } = await openGate(transport);
  await settle();
  await batches[0]?.commit(4);
  await batches[0]?.commit(2);
  expect(await transport.committedOffsets('gate', topic)).toEqual([{ topic, partition: 0, offset: 4 }]);
});

it('gives a partition to its new owner once the handler of the old one is through, and not before', async () => {
  const transport = createInProcessTransport();
  await transport.createTopics([{ ...single, partitions: 2 }]);
  const release = Promise.withResolvers<undefined>();
  const after = async (batch: MessageBatch) => {
    if (batch.partition === 1) await release.promise;
    await commitAll(batch);
  };
  const old = await record(transport, { groupId: 'g', topics: [topic], after });
  // The second message without key goes to partition 1, which the second consumer of the group will get.
  const spread = ['0', '1'].map((value) => ({ key: null, value: Buffer.from(value) }));
  await transport.send(topic, spread);
  await settle();
  const owner = await record(transport, { groupId: 'g', topics: [topic] });
  await settle();
  expect([old.values(), owner.values()]).toEqual([['0', '1'], []]);
  release.resolve(undefined);
  await settle();
  expect([old.values(), owner.values()]).toEqual([['0', '1'], ['1']]);
});

it('stamps messages with its clock', async () => {
  let now = 1_700_000_000_000;
  const transport = createInProcessTransport({ clock: () => now });
  await transport.createTopics([single]);
  await transport.send(topic, keyed('a'));
  now += 5;
  await transport.send(topic, keyed('b'));
  const { messages } = await record(transport, { groupId: 'g', topics: [topic] });
  await settle();
  expect(messages.map(({ timestamp }) => timestamp)).toEqual([1_700_000_000_000, 1_700_000_000_005]);
});

it('takes partitions in turn, so that a busy one does not starve the others', async () => {
  const transport = createInProcessTransport();
  await transport.createTopics([{ ...single, partitions: 3 }]);
  await transport.send(
    topic,
    Array.from({ length: 12 }, () => ({ key: null, value: null })),
  );
  const { messages } = await record(transport, { groupId: 'g', topics: [topic], maxBatchSize: 1 });
  await settle();
  expect(messages.map(({ partition }) => partition)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
});

it('lets timers and sockets run while batches follow each other', async () => {
  const transport = createInProcessTransport();
  await transport.createTopics([single]);
  await transport.send(topic, numbered(5));
  let turns = 0;
  const seen: number[] = [];
  const after = async (batch: MessageBatch) => {
    seen.push(turns);
    await commitAll(batch);
  };
  await record(transport, { groupId: 'g', topics: [topic], maxBatchSize: 1, after });
  for (; turns < 20; turns += 1) await setImmediate();
  expect(new Set(seen).size).toBe(5);
});
