import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { MessageTooLargeError, MissingKeyError } from '../../src/errors.ts';
import { eventually } from './eventually.ts';
import { message, keyed, total } from './messages.ts';
import { record } from './recorder.ts';
import { type Create, setUp, unique } from './set-up.ts';

export function messageContract(create: Create): void {
  it('carries key, value, headers, position and time', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    const headers = { batch_id: 'b-1', note: 'Jalisco · 20 µg/m³' };
    const before = Date.now();
    await transport.send(topic, [{ key: Buffer.from('k'), value: Buffer.from([0, 255]), headers }]);
    const { messages } = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(1));
    expect(messages[0]).toMatchObject({ topic, partition: 0, offset: 0, headers });
    expect(messages[0]?.key?.equals(Buffer.from('k'))).toBe(true);
    expect(messages[0]?.value?.equals(Buffer.from([0, 255]))).toBe(true);
    expect(Math.abs((messages[0]?.timestamp ?? 0) - before)).toBeLessThan(60_000);
  });

  it('tells null from empty', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, [
      { key: null, value: null },
      { key: Buffer.alloc(0), value: Buffer.alloc(0) },
    ]);
    const { messages } = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(2));
    expect(messages[0]).toMatchObject({ key: null, value: null, headers: {} });
    expect([messages[1]?.key?.length, messages[1]?.value?.length]).toEqual([0, 0]);
  });

  it('places a key where the Java client of Kafka places it', async () => {
    const { transport, topic } = await setUp(create, { partitions: 10 });
    expect(await transport.send(topic, keyed('foobar'))).toEqual([{ topic, partition: 6, offset: 1 }]);
    expect(await transport.send(topic, keyed('21'))).toEqual([{ topic, partition: 0, offset: 1 }]);
  });

  it('spreads messages without key over the partitions', async () => {
    const { transport, topic } = await setUp(create, { partitions: 3 });
    await transport.send(
      topic,
      Array.from({ length: 30 }, () => ({ key: null, value: null })),
    );
    expect((await transport.endOffsets(topic)).filter(({ offset }) => offset === 0)).toEqual([]);
  });

  it('keeps the order of a key over several sends', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 4 });
    const sent = Array.from({ length: 40 }, (_, index) => message(`key ${index % 5}`, String(index)));
    for (let start = 0; start < sent.length; start += 8) await transport.send(topic, sent.slice(start, start + 8));
    const { messages } = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(40));
    for (const key of new Set(sent.map((each) => String(each.key)))) {
      const ofKey = (each: { key: Buffer | null }) => String(each.key) === key;
      const order = messages.filter(ofKey).map(({ value }) => String(value));
      expect(order).toEqual(sent.filter(ofKey).map(({ value }) => String(value)));
    }
  });

  it('answers a send with the next offset of each partition that it wrote to', async () => {
    const { transport, topic } = await setUp(create, { partitions: 5 });
    await transport.send(topic, keyed('a', 'a', 'b', 'c'));
    const written = await transport.send(topic, keyed('a', 'a', 'a'));
    expect(written).toHaveLength(1);
    const end = await transport.endOffsets(topic);
    expect(end).toContainEqual(written[0]);
    expect(total(end)).toBe(7);
  });

  it('sends nothing when there is nothing to send', async () => {
    const { transport, topic } = await setUp(create);
    expect(await transport.send(topic, [])).toEqual([]);
    expect(total(await transport.endOffsets(topic))).toBe(0);
  });

  it('refuses a message larger than the topic allows, and goes on after it', async () => {
    const { transport, topic, group } = await setUp(create, { partitions: 1 });
    await transport.send(topic, keyed('a'));
    const tooLarge = { key: Buffer.from('b'), value: randomBytes(1_200_000) };
    await expect(transport.send(topic, [tooLarge])).rejects.toBeInstanceOf(MessageTooLargeError);
    await transport.send(topic, keyed('c'));
    const { values } = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(values()).toEqual(['a', 'c']));
  });

  it('takes a larger message where the topic is defined so', async () => {
    const { transport, definition } = await setUp(create);
    const topic = unique('topic');
    await transport.createTopics([{ ...definition, name: topic, maxMessageBytes: 2_000_000 }]);
    await transport.send(topic, [{ key: Buffer.from('b'), value: randomBytes(1_200_000) }]);
    expect(total(await transport.endOffsets(topic))).toBe(1);
  });

  for (const cleanup of ['compact', 'compact,delete'] as const) {
    it(`refuses a message without key on a topic with cleanup ${cleanup}`, async () => {
      const { transport, definition } = await setUp(create);
      const topic = unique('topic');
      await transport.createTopics([{ ...definition, name: topic, cleanup }]);
      await expect(transport.send(topic, [{ key: null, value: Buffer.from('a') }])).rejects.toBeInstanceOf(
        MissingKeyError,
      );
      await transport.send(topic, keyed('b'));
      expect(total(await transport.endOffsets(topic))).toBe(1);
    });
  }
}
