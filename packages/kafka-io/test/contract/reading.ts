import { expect, it } from 'vitest';
import { TransportClosedError, UnknownTopicError } from '../../src/errors.ts';
import type { ReadOptions, ReceivedMessage, Transport } from '../../src/transport.ts';
import { eventually } from './eventually.ts';
import { keyed, numbered, offsetsOf } from './messages.ts';
import { record } from './recorder.ts';
import { type Create, setUp, unique } from './set-up.ts';

async function readAll(transport: Transport, topic: string, options?: ReadOptions) {
  const batches: (readonly ReceivedMessage[])[] = [];
  for await (const messages of transport.read(topic, options)) batches.push(messages);
  return batches;
}

const values = (batches: readonly (readonly ReceivedMessage[])[]) => batches.flat().map(({ value }) => String(value));

export function readingContract(create: Create): void {
  it('gives everything up to the end at the call, in order per partition, then ends', async () => {
    const { transport, topic } = await setUp(create, { partitions: 3 });
    await transport.send(topic, numbered(60));
    const batches = await readAll(transport, topic);
    const messages = batches.flat();
    expect(messages.map(({ value }) => Number(value)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, index) => index),
    );
    for (const partition of [0, 1, 2]) {
      const offsets = messages.filter((each) => each.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual(offsets.map((_, index) => index));
    }
    for (const batch of batches) expect(new Set(batch.map(({ partition }) => partition)).size).toBe(1);
  });

  it('does not wait for what comes after the call', async () => {
    const { transport, topic } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(3));
    const seen: string[] = [];
    for await (const messages of transport.read(topic)) {
      seen.push(...messages.map(({ value }) => String(value)));
      await transport.send(topic, keyed('later'));
    }
    expect(seen).toEqual(['0', '1', '2']);
  });

  it('gives nothing of an empty topic', async () => {
    const { transport, topic } = await setUp(create);
    expect(await readAll(transport, topic)).toEqual([]);
  });

  it('reads from and up to given offsets, and only the partitions that have an end', async () => {
    const { transport, topic } = await setUp(create, { partitions: 2 });
    await transport.send(topic, numbered(40));
    const [from] = offsetsOf(topic, [3]);
    const [until] = offsetsOf(topic, [8]);
    const messages = (await readAll(transport, topic, { from: [from!], until: [until!] })).flat();
    expect(messages.map(({ partition, offset }) => [partition, offset])).toEqual([3, 4, 5, 6, 7].map((at) => [0, at]));
  });

  it('ends at the end of the log when asked for more', async () => {
    const { transport, topic } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(4));
    const until = offsetsOf(topic, [1000]);
    expect(values(await readAll(transport, topic, { from: offsetsOf(topic, [2]), until }))).toEqual(['2', '3']);
    expect(await readAll(transport, topic, { from: offsetsOf(topic, [4]), until })).toEqual([]);
  });

  it('hands over at most maxBatchSize messages at once', async () => {
    const { transport, topic } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(10));
    const batches = await readAll(transport, topic, { maxBatchSize: 4 });
    expect(values(batches)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(4);
    await expect(readAll(transport, topic, { maxBatchSize: 0 })).rejects.toBeInstanceOf(RangeError);
  });

  it('commits nothing, and takes nothing from a group that reads the topic', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(3));
    expect(await readAll(transport, topic)).not.toEqual([]);
    expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [0]));
    const consumer = await record(transport, { groupId: group, topics: [topic], after: () => Promise.resolve() });
    await eventually(() => expect(consumer.values()).toEqual(['0', '1', '2']));
    expect(values(await readAll(transport, topic))).toEqual(['0', '1', '2']);
    expect(consumer.values()).toEqual(['0', '1', '2']);
  });

  it('may be left before its end, and started again', async () => {
    const { transport, topic } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(9));
    for await (const messages of transport.read(topic, { maxBatchSize: 2 })) {
      expect(messages[0]?.offset).toBe(0);
      break;
    }
    expect(values(await readAll(transport, topic))).toHaveLength(9);
  });

  it('ends with the reason of its signal', async () => {
    const { transport, topic } = await setUp(create, { partitions: 1 });
    await transport.send(topic, numbered(9));
    const stop = new AbortController();
    const reading = transport.read(topic, { maxBatchSize: 2, signal: stop.signal });
    await reading.next();
    stop.abort(new Error('enough'));
    await expect(reading.next()).rejects.toThrow('enough');
  });

  it('refuses an unknown topic and a closed transport', async () => {
    const { log, transport, topic } = await setUp(create, { partitions: 1 });
    await expect(transport.read(unique('missing')).next()).rejects.toBeInstanceOf(UnknownTopicError);
    await transport.send(topic, numbered(9));
    const other = await log.connect();
    const reading = other.read(topic, { maxBatchSize: 2 });
    await reading.next();
    await other.close();
    await expect(reading.next()).rejects.toBeInstanceOf(TransportClosedError);
    await expect(other.read(topic).next()).rejects.toBeInstanceOf(TransportClosedError);
  });
}
