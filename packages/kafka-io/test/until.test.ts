import { setImmediate } from 'node:timers/promises';
import { locationContract, measurementContract, topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { createInProcessSchemaRegistry } from '../src/codec/in-process-registry.ts';
import { consumeTyped, type TypedConsumeOptions } from '../src/consumer.ts';
import { createDeadLetterWriter } from '../src/dead-letter.ts';
import { TransportClosedError, UnknownTopicError } from '../src/errors.ts';
import { createInProcessLog } from '../src/in-process/transport.ts';
import { createProducer } from '../src/producer.ts';
import { topicHandler } from '../src/topic-handler.ts';
import type { PartitionOffset } from '../src/transport.ts';
import { record } from './contract/recorder.ts';
import { measurement } from '../../schemas/test/events.ts';
import { isPending, settle } from './settle.ts';

const groupId = 'ingest';
const topic = topics.measurements.name;

async function setUp() {
  const log = createInProcessLog();
  const transport = log.connect();
  await transport.createTopics(Object.values(topics));
  const registry = createInProcessSchemaRegistry();
  registry.register(measurementContract);
  const producer = createProducer({ transport, registry, contract: measurementContract });
  const written: number[] = [];
  const options = {
    transport,
    registry,
    groupId,
    handlers: [topicHandler(measurementContract, ({ event }) => event.sensorId)],
    deadLetters: createDeadLetterWriter({ transport, step: 'ingest' }),
    write: async ({ items }) => void written.push(...items.map(({ value }) => value)),
    // Looks again at once: what another consumer did is noticed without a clock.
    sleep: () => setImmediate(),
  } satisfies TypedConsumeOptions<number>;
  const publish = (count: number) =>
    producer.publish(
      Array.from({ length: count }, (_, sensorId) => measurement({ sensorId })),
      { batchId: 'b' },
    );
  return { log, transport, options, publish, written };
}

const never = () => new Promise<void>(() => undefined);

describe('consuming until offsets are committed', () => {
  it('is done when it has committed all of them, and has left the group', async () => {
    const { transport, options, publish, written } = await setUp();
    const until = await publish(30);
    const { done } = await consumeTyped({ ...options, until, sleep: never });
    await done;
    expect(written).toHaveLength(30);
    expect(await transport.committedOffsets(groupId, topic)).toEqual(await transport.endOffsets(topic));
    await publish(30);
    await settle();
    expect(written).toHaveLength(30);
  });

  it('waits for offsets that are not written yet', async () => {
    const { options, publish, written } = await setUp();
    const until = (await publish(30)).map((position) => ({ ...position, offset: 2 * position.offset }));
    const { done } = await consumeTyped({ ...options, until });
    expect(await isPending(done)).toBe(true);
    await publish(30);
    await done;
    expect(written).toHaveLength(60);
  });

  it('is done at once where the group is there already, without joining it', async () => {
    const { log, transport, options, publish } = await setUp();
    const until = await publish(30);
    const { done } = await consumeTyped({ ...options, until });
    await done;
    const heartbeats: Promise<void>[] = [];
    const onBatch = async (batch: { heartbeat: () => Promise<void> }) => {
      const again = await consumeTyped({ ...options, until });
      await again.done;
      await again.stop();
      heartbeats.push(batch.heartbeat());
    };
    await publish(1);
    const other = await log.connect().consume({ groupId, topics: [topic], onBatch });
    await settle();
    expect(heartbeats).toHaveLength(1);
    await expect(heartbeats[0]).resolves.toBeUndefined();
    await other.stop();
    await transport.close();
  });

  it.each([[[]], [[{ topic, partition: 0, offset: 0 }]]])(
    'is done at once where nothing is asked: %j',
    async (until) => {
      const { options } = await setUp();
      await expect((await consumeTyped({ ...options, until })).done).resolves.toBeUndefined();
    },
  );

  it('is done when another consumer of the group did the work', async () => {
    const { log, options, publish, written } = await setUp();
    const other = await record(log.connect(), { groupId, topics: [topic] });
    // The group has one consumer per partition of the measurements; this one reads stations, of which there are none.
    const stations = topicHandler(locationContract, ({ event }) => event.locationId);
    const until = await publish(30);
    const { done } = await consumeTyped({ ...options, handlers: [stations], until });
    await done;
    expect(written).toEqual([]);
    expect(new Set(other.messages.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(30);
  });

  it('ends between two consumers that share the work', async () => {
    const { log, options, publish, written } = await setUp();
    const until = await publish(300);
    const one = await consumeTyped({ ...options, maxBatchSize: 5, until });
    const other = await consumeTyped({ ...options, transport: log.connect(), maxBatchSize: 5, until });
    await Promise.all([one.done, other.done]);
    expect(new Set(written).size).toBe(300);
  });

  it('asks what others have committed only while it has no batch in hand', async () => {
    const { transport, options, publish } = await setUp();
    const { resolve, promise } = Promise.withResolvers<undefined>();
    let asked = 0;
    const counting: TypedConsumeOptions<number>['transport'] = {
      consume: (consuming) => transport.consume(consuming),
      committedOffsets: (...args) => ((asked += 1), transport.committedOffsets(...args)),
    };
    const until = [{ topic, partition: 1, offset: 1000 }];
    const consumption = await consumeTyped({ ...options, transport: counting, until, write: () => promise });
    const asking = asked;
    await settle();
    expect(asked).toBeGreaterThan(asking);
    await publish(30);
    await settle();
    const working = asked;
    await settle();
    expect(asked).toBe(working);
    resolve(undefined);
    await settle();
    expect(asked).toBeGreaterThan(working);
    await consumption.stop();
  });

  it('looks only at the topic and partition that it was asked for', async () => {
    const { options, publish } = await setUp();
    const [first] = await publish(30);
    const elsewhere: PartitionOffset = { ...first!, topic: topics.locations.name };
    const consumption = await consumeTyped({ ...options, until: [elsewhere] });
    expect(await isPending(consumption.done)).toBe(true);
    await consumption.stop();
    await expect(consumption.done).resolves.toBeUndefined();
  });

  it('fails with what ended the consumption', async () => {
    const { options, publish } = await setUp();
    const until = await publish(3);
    const failure = new Error('disk full');
    const { done } = await consumeTyped({ ...options, until, write: () => Promise.reject(failure) });
    await expect(done).rejects.toBe(failure);
  });

  it('fails when the batch in hand fails after others have reached the goal', async () => {
    const { log, transport, options, publish } = await setUp();
    const release = Promise.withResolvers<undefined>();
    const write = () => release.promise.then(() => Promise.reject(new Error('disk full')));
    const until = [{ topic, partition: 1, offset: 1 }];
    const { done } = await consumeTyped({ ...options, until, write });
    await record(log.connect(), { groupId, topics: [topic] });
    await publish(30);
    expect(await isPending(done)).toBe(true);
    expect(await transport.committedOffsets(groupId, topic)).not.toContainEqual({ ...until[0], offset: 0 });
    release.resolve(undefined);
    await expect(done).rejects.toThrow('disk full');
  });

  it('fails when the transport closes before', async () => {
    const { transport, options } = await setUp();
    const until = [{ topic, partition: 0, offset: 1 }];
    const { done } = await consumeTyped({ ...options, until, sleep: never });
    await transport.close();
    await expect(done).rejects.toBeInstanceOf(TransportClosedError);
  });

  it('fails when it cannot see what the group has committed', async () => {
    const { options } = await setUp();
    const consumed = consumeTyped({ ...options, until: [{ topic: 'missing', partition: 0, offset: 1 }] });
    await expect(consumed).rejects.toBeInstanceOf(UnknownTopicError);
  });

  it('stops looking when it is stopped', async () => {
    const { options } = await setUp();
    const signals: AbortSignal[] = [];
    const sleep = (_: number, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('woken')));
      });
    };
    const consumption = await consumeTyped({ ...options, until: [{ topic, partition: 0, offset: 1 }], sleep });
    await consumption.stop();
    await expect(consumption.done).resolves.toBeUndefined();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
