import { batchIdHeader, locationContract, measurementContract, topics } from '@airstar/schemas';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createInProcessSchemaRegistry } from '../src/codec/in-process-registry.ts';
import { consumeTyped, type TypedConsumeOptions } from '../src/consumer.ts';
import { createDeadLetterWriter, readDeadLetter } from '../src/dead-letter.ts';
import { UnknownTopicError } from '../src/errors.ts';
import { createInProcessLog, createInProcessTransport } from '../src/in-process/transport.ts';
import type { PreparedBatch } from '../src/intake.ts';
import { createProducer } from '../src/producer.ts';
import { Rejection } from '../src/rejection.ts';
import { topicHandler } from '../src/topic-handler.ts';
import type { ReceivedMessage } from '../src/transport.ts';
import { eventually } from './contract/eventually.ts';
import { record } from './contract/recorder.ts';
import { measurement } from '../../schemas/test/events.ts';
import { location } from './events.ts';

const groupId = 'ingest';
const time = Date.UTC(2026, 8, 1);

const readings = topicHandler(measurementContract, ({ event }) =>
  event.sensorId > 0 ? event.sensorId : new Rejection('invalid-record', 'sensorId is not positive'),
);
const stations = topicHandler(locationContract, ({ event }) => event.name);

async function setUp() {
  const log = createInProcessLog();
  const transport = log.connect();
  await transport.createTopics(Object.values(topics));
  const registry = createInProcessSchemaRegistry();
  registry.register(measurementContract);
  registry.register(locationContract);
  const producer = createProducer({ transport, registry, contract: measurementContract });
  const deadLetters = createDeadLetterWriter({ transport, step: 'ingest', clock: () => time });
  const batches: PreparedBatch<number>[] = [];
  const options = {
    transport,
    registry,
    groupId,
    handlers: [readings],
    deadLetters,
    write: async (batch: PreparedBatch<number>) => void batches.push(batch),
  } satisfies TypedConsumeOptions<number>;
  const committed = async () =>
    (await transport.committedOffsets(groupId, topics.measurements.name)).reduce((sum, { offset }) => sum + offset, 0);
  return { log, transport, registry, producer, options, batches, committed };
}

type Setting = Awaited<ReturnType<typeof setUp>>;

const publish = ({ producer }: Setting, sensorIds: number[], batchId = 'b-1') =>
  producer.publish(
    sensorIds.map((sensorId) => measurement({ sensorId })),
    { batchId },
  );

async function letters({ transport }: Setting, count: number) {
  const { messages } = await record(transport, { groupId: 'reader', topics: [topics.deadLetters.name] });
  await eventually(() => expect(messages).toHaveLength(count));
  return messages.map(readDeadLetter);
}

describe('a typed consumer', () => {
  it('prepares events, writes them with their extraction and offset, and then commits', async () => {
    const setting = await setUp();
    const [end] = await publish(setting, [5, 5]);
    await setting.producer.publish([measurement({ sensorId: 5 })], { batchId: 'b-2' });
    const written: unknown[] = [];
    const write = async ({ items, ...batch }: PreparedBatch<number>) => {
      written.push({ ...batch, items, committed: await setting.committed() });
    };
    await consumeTyped({ ...setting.options, write });
    await eventually(async () => expect(await setting.committed()).toBe(3));
    expect(written).toMatchObject([
      {
        topic: 'openaq.measurements.v1',
        partition: end!.partition,
        firstOffset: 0,
        nextOffset: 3,
        highWatermark: 3,
        items: [
          { offset: 0, batchId: 'b-1', value: 5 },
          { offset: 1, batchId: 'b-1', value: 5 },
          { offset: 2, batchId: 'b-2', value: 5 },
        ],
        rejected: [],
        committed: 0,
      },
    ]);
  });

  it('gives a handler the event and the message it came in', async () => {
    const setting = await setUp();
    await publish(setting, [7]);
    const seen: { event: unknown; batchId: string; message: ReceivedMessage }[] = [];
    await consumeTyped({
      ...setting.options,
      handlers: [topicHandler(measurementContract, (record) => seen.push(record))],
    });
    await eventually(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({ event: measurement({ sensorId: 7 }), batchId: 'b-1', message: { offset: 0 } });
  });

  it('reads several topics, and knows what their handlers prepare', async () => {
    const setting = await setUp();
    const locations = createProducer({ ...setting, contract: locationContract });
    await publish(setting, [5]);
    await locations.publish([location({ name: 'Centro' }), location({ locationId: 9, name: null })], { batchId: 'b' });
    const values: (number | string | null)[] = [];
    const handlers = [stations, readings] as const;
    await consumeTyped({
      ...setting.options,
      handlers,
      write: async (batch) => {
        expectTypeOf(batch).toEqualTypeOf<PreparedBatch<number | string | null>>();
        values.push(...batch.items.map(({ value }) => value));
      },
    });
    await eventually(() => expect(new Set(values)).toEqual(new Set([5, 'Centro', null])));
  });

  it('keeps the order of a partition', async () => {
    const setting = await setUp();
    for (let value = 0; value < 100; value += 10) {
      const events = Array.from({ length: 10 }, (_, index) => measurement({ sensorId: 1, value: value + index }));
      await setting.producer.publish(events, { batchId: 'b' });
    }
    const values: (number | null)[] = [];
    await consumeTyped({
      ...setting.options,
      maxBatchSize: 7,
      handlers: [topicHandler(measurementContract, ({ event }) => event.value)],
      write: async ({ items }) => {
        expect(items.length).toBeLessThanOrEqual(7);
        values.push(...items.map(({ value }) => value));
      },
    });
    await eventually(() => expect(values).toEqual(Array.from({ length: 100 }, (_, index) => index)));
  });

  it('refuses two handlers for one topic', async () => {
    const { options } = await setUp();
    await expect(consumeTyped({ ...options, handlers: [readings, readings] })).rejects.toThrow(RangeError);
  });

  it('refuses a topic that does not exist', async () => {
    const { options } = await setUp();
    const transport = createInProcessTransport();
    await expect(consumeTyped({ ...options, transport })).rejects.toBeInstanceOf(UnknownTopicError);
  });
});

describe('messages that do not fit', () => {
  const topic = topics.measurements.name;

  it('go to the dead letters with bytes, key, place and extraction; the others of the batch are written', async () => {
    const setting = await setUp();
    const [end] = await publish(setting, [5]);
    const headers = { [batchIdHeader]: 'b-9' };
    const key = Buffer.from('5');
    await setting.transport.send(topic, [
      { key, value: Buffer.from('plain text'), headers },
      { key, value: null, headers },
      { key, value: Buffer.from([0, 0, 0, 0, 99, 1]) },
    ]);
    await publish(setting, [5, -5]);
    await consumeTyped(setting.options);
    await eventually(async () => expect(await setting.committed()).toBe(6));
    const { partition } = end!;
    expect(await letters(setting, 4)).toMatchObject([
      { reason: 'unframed', topic, partition, offset: 1, batchId: 'b-9', key, value: Buffer.from('plain text') },
      { reason: 'empty-value', topic, partition, offset: 2, batchId: 'b-9', key, value: null },
      { reason: 'unknown-schema', topic, partition, offset: 3, batchId: undefined, key },
      { reason: 'invalid-record', detail: 'sensorId is not positive', step: 'ingest', time, key: Buffer.from('-5') },
    ]);
    const rejected = setting.batches.flatMap((batch) => batch.rejected);
    expect(rejected).toHaveLength(4);
    expect(rejected).toContainEqual({ offset: 1, batchId: 'b-9' });
    expect(rejected).toContainEqual({ offset: 3, batchId: undefined });
    expect(setting.batches.flatMap(({ items }) => items.map(({ value }) => value))).toEqual([5, 5]);
  });

  it('are refused for a missing batch_id alone', async () => {
    const setting = await setUp();
    await publish(setting, [5]);
    const { messages } = await record(setting.transport, { groupId: 'copy', topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(1));
    await setting.transport.send(topic, [{ key: messages[0]!.key, value: messages[0]!.value }]);
    await consumeTyped(setting.options);
    expect(await letters(setting, 1)).toMatchObject([{ reason: 'missing-header', detail: 'batch_id', offset: 1 }]);
  });

  it.each([
    ['another key', Buffer.from('8')],
    ['no key', null],
  ])('rejects an event under %s: its sensor would not stay in order', async (_, key) => {
    const setting = await setUp();
    await publish(setting, [7]);
    const probe = await record(setting.transport, { groupId: 'probe', topics: [topics.measurements.name] });
    await eventually(() => expect(probe.messages).toHaveLength(1));
    await probe.consumption.stop();
    const { value, headers } = probe.messages[0]!;
    await setting.transport.send(topics.measurements.name, [{ key, value, headers }]);
    await consumeTyped(setting.options);
    expect(await letters(setting, 1)).toMatchObject([{ reason: 'wrong-key', detail: 'not 7', key, value }]);
  });

  it('are counted in a batch of which nothing else is left', async () => {
    const setting = await setUp();
    await publish(setting, [-1, -1]);
    await consumeTyped(setting.options);
    await eventually(async () => expect(await setting.committed()).toBe(2));
    expect(setting.batches).toMatchObject([{ items: [], rejected: [{ offset: 0 }, { offset: 1 }] }]);
  });

  it('stop the consumer, uncommitted and unwritten, when their dead letters cannot be written', async () => {
    const setting = await setUp();
    await publish(setting, [5, -5]);
    const deadLetters = createDeadLetterWriter({ ...setting, step: 'ingest', topic: 'missing' });
    const { done } = await consumeTyped({ ...setting.options, deadLetters });
    await expect(done).rejects.toBeInstanceOf(UnknownTopicError);
    expect(setting.batches.flatMap(({ rejected }) => rejected)).toEqual([]);
    await consumeTyped(setting.options);
    await eventually(async () => expect(await setting.committed()).toBe(2));
    expect(await letters(setting, 1)).toMatchObject([{ key: Buffer.from('-5') }]);
  });
});

describe('failures', () => {
  it('leave the batch for the next consumer when it could not be written', async () => {
    const setting = await setUp();
    await publish(setting, [5]);
    const failure = new Error('disk full');
    const { done } = await consumeTyped({ ...setting.options, write: () => Promise.reject(failure) });
    await expect(done).rejects.toBe(failure);
    expect(await setting.committed()).toBe(0);
    await consumeTyped(setting.options);
    await eventually(async () => expect(await setting.committed()).toBe(1));
    expect(setting.batches).toHaveLength(1);
  });

  it('end the consumer when preparing throws: that is our own bug, not the message', async () => {
    const setting = await setUp();
    await publish(setting, [5]);
    const handlers = [
      topicHandler(measurementContract, (): number => {
        throw new TypeError('cannot read properties of undefined');
      }),
    ];
    const { done } = await consumeTyped({ ...setting.options, handlers });
    await expect(done).rejects.toBeInstanceOf(TypeError);
    expect(await setting.transport.endOffsets(topics.deadLetters.name)).toMatchObject([{ offset: 0 }]);
  });

  it('end the consumer when the registry cannot be asked: nothing becomes a dead letter for that', async () => {
    const setting = await setUp();
    await publish(setting, [5]);
    const failure = new Error('connection refused');
    const registry = { ...setting.registry, schemaOf: () => Promise.reject(failure) };
    const { done } = await consumeTyped({ ...setting.options, registry });
    await expect(done).rejects.toBe(failure);
    expect(await setting.transport.endOffsets(topics.deadLetters.name)).toMatchObject([{ offset: 0 }]);
    expect(await setting.committed()).toBe(0);
  });

  it('do not end the consumer when the group was rebalanced under a write', async () => {
    const setting = await setUp();
    await publish(setting, [5]);
    let isJoined = false;
    const consumption = await consumeTyped({
      ...setting.options,
      write: async (batch) => {
        setting.batches.push(batch);
        if (isJoined) return;
        isJoined = true;
        const other = await record(setting.log.connect(), { groupId, topics: [topics.locations.name] });
        await other.consumption.stop();
        await batch.heartbeat();
      },
    });
    await eventually(async () => expect(await setting.committed()).toBe(1));
    expect(setting.batches).toHaveLength(2);
    await consumption.stop();
    await expect(consumption.done).resolves.toBeUndefined();
  });
});
