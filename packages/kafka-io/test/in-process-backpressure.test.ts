import { describe, expect, it } from 'vitest';
import { TransportClosedError } from '../src/errors.ts';
import { createInProcessLog, createInProcessTransport } from '../src/in-process/transport.ts';
import { keyed, numbered } from './contract/messages.ts';
import { record } from './contract/recorder.ts';
import { openGate, single, topic } from './gate.ts';
import { isPending, settle } from './settle.ts';

describe('backpressure', () => {
  it('lets a group lag by maxUnconsumed messages, and makes the next send wait for its commit', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 10 });
    await transport.createTopics([single]);
    const { batches } = await openGate(transport);
    await transport.send(topic, numbered(10));
    await transport.send(topic, numbered(1));
    const waiting = transport.send(topic, numbered(1));
    expect(await isPending(waiting)).toBe(true);
    await batches[0]?.commit(1);
    expect(await waiting).toEqual([{ topic, partition: 0, offset: 12 }]);
  });

  it('counts all partitions of a topic, and no other topic', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 3 });
    await transport.createTopics([
      { ...single, partitions: 4 },
      { ...single, name: 'other' },
    ]);
    await openGate(transport);
    await transport.send(topic, numbered(4));
    expect(await isPending(transport.send(topic, numbered(1)))).toBe(true);
    expect(await isPending(transport.send('other', numbered(100)))).toBe(false);
  });

  it('admits a send larger than the limit when nobody lags', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 0 });
    await transport.createTopics([single]);
    await openGate(transport);
    await expect(transport.send(topic, numbered(100))).resolves.toHaveLength(1);
  });

  it('waits for the slowest group', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 0 });
    await transport.createTopics([single]);
    await record(transport, { groupId: 'fast', topics: [topic] });
    const slow = await openGate(transport, 'slow');
    await transport.send(topic, numbered(1));
    const waiting = transport.send(topic, numbered(1));
    expect(await isPending(waiting)).toBe(true);
    await slow.batches[0]?.commit(1);
    expect(await isPending(waiting)).toBe(false);
  });

  it('waits for nobody where no consumer runs, whether none has come yet or the last one has left', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 5 });
    await transport.createTopics([single]);
    expect(await isPending(transport.send(topic, numbered(100)))).toBe(false);
    const { consumption } = await openGate(transport);
    const waiting = transport.send(topic, numbered(1));
    expect(await isPending(waiting)).toBe(true);
    await consumption.stop();
    expect(await isPending(waiting)).toBe(false);
  });

  it('lets waiting sends go when the consumer fails', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 0 });
    await transport.createTopics([single]);
    const { consumption } = await record(transport, {
      groupId: 'failing',
      topics: [topic],
      after: () => Promise.reject(new Error('disk full')),
    });
    await transport.send(topic, numbered(1));
    await transport.send(topic, numbered(1));
    await expect(consumption.done).rejects.toThrow('disk full');
  });

  it('keeps the order of sends that wait, and of those that come while others wait', async () => {
    const transport = createInProcessTransport({ maxUnconsumed: 0 });
    await transport.createTopics([single]);
    await transport.send(topic, numbered(1));
    const { messages } = await record(transport, { groupId: 'g', topics: [topic], maxBatchSize: 1 });
    const order = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(order.map((value) => transport.send(topic, keyed(value))));
    await settle();
    expect(messages.map(({ value }) => String(value))).toEqual(['0', ...order]);
  });

  it('refuses waiting sends on close, and only those of the client that closes', async () => {
    const log = createInProcessLog({ maxUnconsumed: 0 });
    const [closing, staying] = [log.connect(), log.connect()];
    await staying.createTopics([single]);
    const gate = await openGate(staying);
    await staying.send(topic, numbered(1));
    const refused = closing.send(topic, keyed('refused'));
    const waiting = staying.send(topic, keyed('kept'));
    const closed = closing.close();
    await expect(refused).rejects.toBeInstanceOf(TransportClosedError);
    await closed;
    await settle();
    await gate.batches[0]?.commit(1);
    await waiting;
    await settle();
    expect(gate.batches.flatMap(({ messages }) => messages.map(({ value }) => String(value)))).toEqual(['0', 'kept']);
  });

  it.each([-1, Number.NaN])('refuses %d as maxUnconsumed', (maxUnconsumed) => {
    expect(() => createInProcessTransport({ maxUnconsumed })).toThrow(RangeError);
  });
});
