import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { MessageTooLargeError, PartitionLostError, UnknownTopicError } from '../../src/errors.ts';
import { partitionOf } from '../../src/in-process/partitioner.ts';
import { createKafkaTransport } from '../../src/kafka/transport.ts';
import type { KafkaTransportOptions } from '../../src/kafka/options.ts';
import { BrokerFailedError } from '../../src/service-errors.ts';
import type { MessageBatch, ReceivedMessage, Transport } from '../../src/transport.ts';
import { eventually } from '../contract/eventually.ts';
import { keyed, message, numbered, offsetsOf, total } from '../contract/messages.ts';
import { commitAll, record } from '../contract/recorder.ts';

const { kafka39, kafka4 } = inject('services');
const { CompressionCodecs, CompressionTypes, Kafka, logLevel, Partitioners } = kafkajs;
const unique = (what: string): string => `traps.${what}.${randomUUID()}`;

async function setUp(broker: string, partitions = 1, options: Partial<KafkaTransportOptions> = {}) {
  const connect = (more: Partial<KafkaTransportOptions> = {}): Transport => {
    const transport = createKafkaTransport({ brokers: [broker], clientId: unique('client'), ...options, ...more });
    onTestFinished(() => transport.close());
    return transport;
  };
  const transport = connect();
  const [topic, group] = [unique('topic'), unique('group')];
  await transport.createTopics([{ name: topic, partitions, cleanup: 'delete' }]);
  /** kafkajs without us. */
  const bare = new Kafka({ brokers: [broker], clientId: unique('bare'), logLevel: logLevel.NOTHING });
  const admin = bare.admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  const forget = async (offset: number): Promise<void> => {
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  };
  return { transport, connect, topic, group, bare, admin, forget };
}

async function readAll(transport: Transport, topic: string): Promise<ReceivedMessage[]> {
  const messages: ReceivedMessage[] = [];
  for await (const batch of transport.read(topic)) messages.push(...batch);
  return messages;
}

const valuesOf = (messages: readonly ReceivedMessage[]) => messages.map(({ value }) => String(value));

const keyIn = (partition: number, partitions: number): string =>
  ['a', 'b', 'c', 'd', 'e', 'f'].find((key) => partitionOf(Buffer.from(key), partitions) === partition) ?? '';

/** Raw snappy, all of it one literal: what a broker takes and kafkajs cannot read. */
function snappy(bytes: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest < 128 ? rest : (rest & 127) | 128);
    if (rest < 128) break;
  }
  const literal = Buffer.alloc(3);
  literal.writeUInt8(61 << 2, 0);
  literal.writeUInt16LE(bytes.length - 1, 1);
  return Buffer.concat([Buffer.from(length), literal, bytes]);
}

describe.each([
  ['Kafka 3.9', kafka39],
  ['Kafka 4', kafka4],
])('traps of kafkajs on %s', { timeout: 90_000 }, (_, broker) => {
  it('takes a handler longer than the session for dead unless it sends heartbeats, and hands the batch out again', async () => {
    const { transport, topic, group } = await setUp(broker, 1, { sessionTimeoutMs: 6000 });
    await transport.send(topic, numbered(3));
    const outcomes: unknown[] = [];
    const after = async (batch: MessageBatch) => {
      if (outcomes.length > 0) return commitAll(batch);
      await setTimeout(8000);
      await batch.commit(batch.nextOffset).catch((error: unknown) => {
        outcomes.push(error);
        throw error;
      });
    };
    const { values } = await record(transport, { groupId: group, topics: [topic], after });
    await eventually(async () => {
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [3]));
    });
    expect(outcomes).toEqual([expect.any(PartitionLostError)]);
    expect(values()).toEqual(['0', '1', '2', '0', '1', '2']);
  });

  it('keeps the partition beyond the session with heartbeats', async () => {
    const { transport, topic, group } = await setUp(broker, 1, { sessionTimeoutMs: 6000 });
    await transport.send(topic, numbered(3));
    const after = async (batch: MessageBatch) => {
      for (let second = 0; second < 8; second += 1) {
        await setTimeout(1000);
        await batch.heartbeat();
      }
      await commitAll(batch);
    };
    const { values } = await record(transport, { groupId: group, topics: [topic], after });
    await eventually(async () => {
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [3]));
    });
    expect(values()).toEqual(['0', '1', '2']);
  });

  it('commits nothing behind the back of its handler, after a stop either', async () => {
    const { transport, topic, group } = await setUp(broker);
    await transport.send(topic, numbered(10));
    const after = () => Promise.resolve();
    const { consumption, values } = await record(transport, {
      groupId: group,
      topics: [topic],
      maxBatchSize: 3,
      after,
    });
    await eventually(() => expect(values()).toHaveLength(10));
    await consumption.stop();
    expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [0]));
  });

  it.each(['gzip', 'zstd', 'none'] as const)('writes %s, and reads it beside the others', async (compression) => {
    const { transport, connect, topic } = await setUp(broker);
    await connect({ compression }).send(topic, numbered(100));
    await transport.send(topic, keyed('default'));
    expect(valuesOf(await readAll(transport, topic))).toHaveLength(101);
  });

  it('appends what follows a refused request, though kafkajs would count on from the refused numbers', async () => {
    const { transport } = await setUp(broker);
    const topic = unique('topic');
    await transport.createTopics([{ name: topic, partitions: 2, cleanup: 'delete', maxMessageBytes: 10_000 }]);
    const [one = '', other = ''] = [0, 1].map((partition) => keyIn(partition, 2));
    // One partition takes its message and the other refuses: the request fails as a whole.
    const refused = [message(one, 'half'), { key: Buffer.from(other), value: randomBytes(20_000) }];
    await expect(transport.send(topic, refused)).rejects.toBeInstanceOf(MessageTooLargeError);
    await transport.send(topic, [message(one, 'next'), message(other, 'next')]);
    const values = valuesOf(await readAll(transport, topic)).filter((value) => value === 'next');
    expect(values).toEqual(['next', 'next']);
  });

  it('sends more at once than one request may hold', async () => {
    const { transport, topic } = await setUp(broker, 1, { compression: 'none' });
    const value = Buffer.alloc(1000, 'x');
    const messages = Array.from({ length: 5000 }, (_, index) => ({ key: Buffer.from(String(index)), value }));
    expect(await transport.send(topic, messages)).toEqual(offsetsOf(topic, [5000]));
    const keys = (await readAll(transport, topic)).map(({ key }) => String(key));
    expect(keys).toEqual(messages.map(({ key }) => String(key)));
  });

  it('ends a consumption that cannot go on with a typed error instead of doing nothing for ever', async () => {
    const { transport, topic, group, bare } = await setUp(broker);
    const reader = await record(transport, { groupId: group, topics: [topic] });
    const refuse = CompressionCodecs[CompressionTypes.Snappy];
    const producer = bare.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    CompressionCodecs[CompressionTypes.Snappy] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => snappy(buffer),
    });
    await producer.send({ topic, messages: [{ value: 'a' }], compression: CompressionTypes.Snappy });
    CompressionCodecs[CompressionTypes.Snappy] = refuse;
    await producer.disconnect();
    const error = await reader.consumption.done.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BrokerFailedError);
    expect(String(error)).toContain(`Cannot consume topic ${topic}`);
    expect(String(error)).toContain('Snappy');
  });

  it('ends a consumption whose topic is deleted', async () => {
    const { transport, topic, group, admin } = await setUp(broker, 1, { connectTimeoutMs: 8000 });
    const { consumption } = await record(transport, { groupId: group, topics: [topic] });
    await admin.deleteTopics({ topics: [topic] });
    await expect(consumption.done).rejects.toBeInstanceOf(UnknownTopicError);
    await expect(transport.endOffsets(topic)).rejects.toBeInstanceOf(UnknownTopicError);
  });

  it('answers about one topic though another that it knew is gone', async () => {
    const { transport, topic, admin } = await setUp(broker);
    const other = unique('topic');
    await transport.createTopics([{ name: other, partitions: 1, cleanup: 'delete' }]);
    await transport.endOffsets(other);
    await admin.deleteTopics({ topics: [other] });
    await eventually(async () => expect(await admin.listTopics()).not.toContain(other));
    expect(await transport.endOffsets(topic)).toEqual(offsetsOf(topic, [0]));
  });

  describe('offsets without message', () => {
    it('goes on at the earliest message where retention has taken what comes next', async () => {
      const { transport, topic, group, forget } = await setUp(broker);
      await transport.send(topic, numbered(10));
      const first = await record(transport, { groupId: group, topics: [topic], maxBatchSize: 2 });
      await eventually(() => expect(first.values()).toHaveLength(10));
      await first.consumption.stop();
      await transport.send(topic, numbered(10));
      await forget(15);
      expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [15]));
      const second = await record(transport, { groupId: group, topics: [topic] });
      await eventually(() => expect(second.values()).toEqual(['5', '6', '7', '8', '9']));
    });

    it('counts a group as at the end where retention has taken everything', async () => {
      const { transport, topic, group, forget } = await setUp(broker);
      await transport.send(topic, numbered(10));
      await forget(10);
      expect(await transport.committedOffsets(group, topic)).toEqual(await transport.endOffsets(topic));
      expect(await readAll(transport, topic)).toEqual([]);
    });

    it('ends reading at the mark of a transaction, which is an offset and no message', async () => {
      const { transport, topic, group, bare } = await setUp(broker);
      const producer = bare.producer({
        transactionalId: unique('transaction'),
        maxInFlightRequests: 1,
        idempotent: true,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      onTestFinished(() => producer.disconnect());
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: 'a' }, { value: 'b' }] });
      await transaction.commit();
      await eventually(async () => expect(await transport.endOffsets(topic)).toEqual(offsetsOf(topic, [3])));
      expect(valuesOf(await readAll(transport, topic))).toEqual(['a', 'b']);
      expect((await transport.read(topic, { from: offsetsOf(topic, [2]) }).next()).done).toBe(true);
      await record(transport, { groupId: group, topics: [topic] });
      await eventually(async () => {
        expect(await transport.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [3]));
      });
    });
  });

  it('loses and doubles nothing while consumers come and go', async () => {
    const { transport, connect, topic, group } = await setUp(broker, 6);
    const seen = new Map<string, number>();
    const after = async (batch: MessageBatch) => {
      await batch.heartbeat();
      await commitAll(batch);
      for (const { value } of batch.messages) seen.set(String(value), (seen.get(String(value)) ?? 0) + 1);
    };
    const options = { groupId: group, topics: [topic], maxBatchSize: 20, after };
    await record(transport, options);
    for (let round = 0; round < 6; round += 1) {
      const guest = record(connect(), options);
      for (let send = 0; send < 5; send += 1) {
        await transport.send(
          topic,
          Array.from({ length: 100 }, (_, index) => message(String(index), `${round}/${send}/${index}`)),
        );
      }
      await (await guest).consumption.stop();
    }
    const end = await transport.endOffsets(topic);
    expect(total(end)).toBe(3000);
    await eventually(async () => expect(await transport.committedOffsets(group, topic)).toEqual(end));
    expect(seen.size).toBe(3000);
    expect([...seen.values()].filter((count) => count > 1)).toEqual([]);
  });
});
