import fc from 'fast-check';
import type { Message, ProducerRecord, RecordMetadata } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { chunksOf, sizeOf } from '../src/kafka/chunks.ts';
import { createReceiver } from '../src/kafka/messages.ts';
import { createPartitioner, produce } from '../src/kafka/produce.ts';
import { partitionOf } from '../src/in-process/partitioner.ts';
import type { OutgoingMessage } from '../src/transport.ts';
import { keyed, message } from './contract/messages.ts';

const partitionMetadata = Array.from({ length: 6 }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 1,
  replicas: [1],
  isr: [1],
}));

const record = (key: Buffer | null): Message => ({ key, value: null });

describe('placing messages', () => {
  it('puts a key where the in-process log puts it', () => {
    const place = createPartitioner();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
        const placed = place({ topic: 'a', partitionMetadata, message: record(Buffer.from(bytes)) });
        expect(placed).toBe(partitionOf(bytes, 6));
      }),
    );
  });

  it('keeps a message without key where it was placed first, however often it is sent', () => {
    const place = createPartitioner();
    const messages = Array.from({ length: 13 }, () => record(null));
    const places = messages.map((each) => place({ topic: 'a', partitionMetadata, message: each }));
    expect(new Set(places).size).toBe(6);
    expect(messages.map((each) => place({ topic: 'a', partitionMetadata, message: each }))).toEqual(places);
  });
});

describe('cutting messages into requests', () => {
  const arbitrary = fc.array(fc.nat(300_000), { maxLength: 30 });

  it('keeps order and content, and fills no request beyond 512 KiB that holds more than one message', () => {
    fc.assert(
      fc.property(arbitrary, (sizes) => {
        const messages: OutgoingMessage[] = sizes.map((size) => ({ key: null, value: Buffer.alloc(size) }));
        const chunks = [...chunksOf(messages)];
        expect(chunks.flat()).toEqual(messages);
        for (const chunk of chunks) {
          const bytes = chunk.reduce((sum, each) => sum + sizeOf(each), 0);
          expect(chunk.length === 1 || bytes <= 512 * 1024).toBe(true);
          expect(chunk.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('bounds the number of messages, for which kafkajs takes time that grows with its square', () => {
    const messages = Array.from({ length: 2500 }, () => ({ key: null, value: null }));
    expect([...chunksOf(messages)].map(({ length }) => length)).toEqual([1000, 1000, 500]);
  });

  it('counts key, value and headers', () => {
    expect(sizeOf({ key: Buffer.alloc(3), value: Buffer.alloc(5), headers: { a: 'bcd' } })).toBe(12);
    expect(sizeOf({ key: null, value: null })).toBe(0);
  });
});

describe('sending a request', () => {
  /** Places as told and answers for the partitions that it is told to answer for. */
  function broker(...answered: number[][]) {
    const requests: string[][] = [];
    const ends = new Map<number, number>();
    const send = async ({ messages }: ProducerRecord): Promise<RecordMetadata[]> => {
      const accepted = answered[requests.length] ?? [0, 1];
      requests.push(messages.map(({ value }) => String(value)));
      for (const each of messages) each.partition ??= Number(String(each.key));
      const written = accepted.filter((partition) => messages.some((each) => each.partition === partition));
      return written.map((partition) => {
        const base = ends.get(partition) ?? 0;
        ends.set(partition, base + messages.filter((each) => each.partition === partition).length);
        return { topicName: 'a', partition, errorCode: 0, baseOffset: String(base) };
      });
    };
    return { requests, send };
  }

  const messages = [message('0', 'a'), message('1', 'b'), message('0', 'c'), message('1', 'd')];

  it('answers with the next offset of each partition', async () => {
    const offsets = await produce(broker(), { topic: 'a', messages });
    expect(offsets).toEqual([
      { topic: 'a', partition: 0, offset: 2 },
      { topic: 'a', partition: 1, offset: 2 },
    ]);
  });

  it('sends again what kafkajs forgot to send when the leader of its partition moved', async () => {
    const log = broker([0], [1]);
    const offsets = await produce(log, { topic: 'a', messages });
    expect(log.requests).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'd'],
    ]);
    expect(offsets.map(({ partition, offset }) => [partition, offset])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('does not go on for ever where nothing is answered', async () => {
    await expect(produce(broker([]), { topic: 'a', messages: keyed('0') })).rejects.toThrow('Cannot send to topic a');
  });
});

describe('receiving a message', () => {
  const raw = { key: null, value: null, timestamp: '1700000000000', attributes: 0, offset: '9007199254740991' };

  it('reads numbers and headers from their text', () => {
    const headers = { batch_id: Buffer.from('b-1'), note: [Buffer.from('first'), Buffer.from('µg/m³')] };
    expect(createReceiver('a', 3)({ ...raw, headers })).toEqual({
      topic: 'a',
      partition: 3,
      offset: Number.MAX_SAFE_INTEGER,
      key: null,
      value: null,
      headers: { batch_id: 'b-1', note: 'µg/m³' },
      timestamp: 1_700_000_000_000,
    });
  });
});
