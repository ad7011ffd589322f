import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TopicDefinition } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { MissingKeyError } from '../src/errors.ts';
import { createInProcessTransport } from '../src/in-process/transport.ts';
import type { MessageBatch, ReceivedMessage, Transport } from '../src/transport.ts';
import { keyed, message, numbered } from './contract/messages.ts';
import { commitAll } from './contract/recorder.ts';
import { openGate, single, topic } from './gate.ts';
import { settle } from './settle.ts';

const compact: TopicDefinition = { name: topic, partitions: 1, cleanup: 'compact' };

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}

describe('what the log keeps', () => {
  async function readAll(transport: Transport, groupId: string) {
    const messages: ReceivedMessage[] = [];
    const onBatch = async (batch: MessageBatch) => {
      messages.push(...batch.messages);
      await commitAll(batch);
    };
    const consumption = await transport.consume({ groupId, topics: [topic], onBatch });
    await settle();
    await consumption.stop();
    return messages.map(({ offset, value }) => `${offset}:${String(value)}`);
  }

  it('drops what every group has committed; a later group starts behind that and reaches the end', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([single]);
    const slow = await openGate(transport);
    await transport.send(topic, numbered(4));
    expect(await readAll(transport, 'fast')).toHaveLength(4);
    expect(await readAll(transport, 'late')).toHaveLength(4);
    await slow.batches[0]?.commit(3);
    expect(await readAll(transport, 'later')).toEqual(['3:3']);
    expect(await transport.committedOffsets('later', topic)).toEqual(await transport.endOffsets(topic));
  });

  it('counts what is dropped as committed for a group that comes later, so that it can reach the end', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([single]);
    await transport.send(topic, numbered(4));
    await readAll(transport, 'first');
    expect(await transport.committedOffsets('second', topic)).toEqual([{ topic, partition: 0, offset: 4 }]);
    expect(await readAll(transport, 'second')).toEqual([]);
    expect(await transport.committedOffsets('second', topic)).toEqual([{ topic, partition: 0, offset: 4 }]);
  });

  it('keeps a topic that nobody has consumed, however much is sent', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 10 });
    await transport.createTopics([single]);
    for (let sends = 0; sends < 10; sends += 1) await transport.send(topic, numbered(100));
    expect(await readAll(transport, 'first')).toHaveLength(1000);
  });

  it('lets go of the memory of what is dropped', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 1 });
    await transport.createTopics([single]);
    await transport.consume({ groupId: 'g', topics: [topic], onBatch: commitAll });
    const values: WeakRef<Buffer>[] = [];
    for (let sends = 0; sends < 10; sends += 1) {
      const value = Buffer.alloc(10_000);
      values.push(new WeakRef(value));
      await transport.send(topic, [{ key: null, value }]);
    }
    await settle();
    collectGarbage();
    expect(values.filter((value) => value.deref() !== undefined).length).toBeLessThanOrEqual(1);
  });

  it('keeps the newest message of each key of a compact topic, tombstones too', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([compact]);
    await transport.send(topic, [message('a', '1'), message('b', '1'), message('a', '2'), message('a', '3')]);
    await transport.send(topic, [{ key: Buffer.from('b'), value: null }]);
    expect(await readAll(transport, 'first')).toHaveLength(5);
    expect(await readAll(transport, 'second')).toEqual(['3:3', '4:null']);
    expect(await transport.committedOffsets('second', topic)).toEqual(await transport.endOffsets(topic));
  });

  it('keeps of a compact topic every message that some group has not committed', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([compact]);
    const slow = await openGate(transport);
    await transport.send(topic, keyed('a', 'a', 'a', 'a'));
    await settle();
    expect(await readAll(transport, 'fast')).toHaveLength(4);
    expect(await readAll(transport, 'late')).toHaveLength(4);
    await slow.consumption.stop();
  });

  it('tells keys apart by their bytes', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([compact]);
    const keys = [Buffer.from([0xff]), Buffer.from([0xfe]), Buffer.from([0xef, 0xbf, 0xbd]), Buffer.alloc(0)];
    const round = (value: string) => keys.map((key) => ({ key, value: Buffer.from(value) }));
    await transport.send(topic, [...round('old'), ...round('new')]);
    await readAll(transport, 'first');
    expect(await readAll(transport, 'second')).toEqual(['4:new', '5:new', '6:new', '7:new']);
  });

  it('refuses a message without key in a compact topic, and the whole send with it', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([compact]);
    const sent = transport.send(topic, [message('a', '1'), { key: null, value: null }]);
    await expect(sent).rejects.toBeInstanceOf(MissingKeyError);
    expect(await transport.endOffsets(topic)).toEqual([{ topic, partition: 0, offset: 0 }]);
  });
});
