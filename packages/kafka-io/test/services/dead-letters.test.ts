import { randomBytes, randomUUID } from 'node:crypto';
import { batchIdHeader, camelCaseFields, type AvroRecord, type EventContract, topics } from '@airstar/schemas';
import avro from 'avsc';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createConfluentSchemaRegistry } from '../../src/codec/confluent-registry.ts';
import { writeFrame } from '../../src/codec/frame.ts';
import { consumeTyped } from '../../src/consumer.ts';
import { createDeadLetterWriter, readDeadLetter, type DeadLetter } from '../../src/dead-letter.ts';
import { UnknownTopicError, UnregisteredSchemaError } from '../../src/errors.ts';
import { createKafkaTransport } from '../../src/kafka/transport.ts';
import { createProducer } from '../../src/producer.ts';
import { topicHandler } from '../../src/topic-handler.ts';
import type { OutgoingMessage } from '../../src/transport.ts';
import { type Reading, readingSchema, readingWith } from '../events.ts';

const { kafka39, kafka4, schemaRegistryUrl } = inject('services');
const headers = { [batchIdHeader]: 'b-1' };
const [sensorId, unit] = readingSchema.fields as [AvroRecord['fields'][number], AvroRecord['fields'][number]];
const note = { name: 'note', type: 'string', doc: '' } as const;

describe.each([
  ['Kafka 3.9', kafka39],
  ['Kafka 4', kafka4],
])('what does not fit, on %s with a real registry', { timeout: 60_000 }, (_, broker) => {
  const contractOf = (topic: string, schema: AvroRecord): EventContract<Reading> => ({
    topic,
    subject: `${topic}-value`,
    schema,
    type: avro.Type.forSchema(camelCaseFields(schema) as avro.Schema),
    key: (event) => String(event.sensorId),
  });

  async function setUp() {
    const transport = createKafkaTransport({ brokers: [broker], clientId: 'dead-letters' });
    onTestFinished(() => transport.close());
    const registry = createConfluentSchemaRegistry({ url: schemaRegistryUrl });
    const [topic, letters] = [`misfits.${randomUUID()}`, `letters.${randomUUID()}`];
    const contract = contractOf(topic, readingSchema);
    await transport.createTopics([
      { name: topic, partitions: 1, cleanup: 'delete' },
      { ...topics.deadLetters, name: letters },
    ]);
    const schemaId = await registry.register(contract);
    const encode = (event: Reading, id = schemaId) => {
      const frame = Buffer.alloc(5);
      writeFrame(frame, id);
      return Buffer.concat([frame, contract.type.toBuffer(event)]);
    };
    const send = (value: Buffer | null, more: Partial<OutgoingMessage> = {}) =>
      transport.send(topic, [{ key: Buffer.from('1'), value, headers, ...more }]);

    /** Consumes everything with an older or newer contract, and gives what became of it. */
    async function drain(as = contract, into = letters) {
      const units: string[] = [];
      const consumption = await consumeTyped({
        transport,
        registry: createConfluentSchemaRegistry({ url: schemaRegistryUrl }),
        groupId: randomUUID(),
        handlers: [topicHandler(as, ({ event }) => event.unit)],
        deadLetters: createDeadLetterWriter({ transport, step: 'ingest', topic: into }),
        write: async ({ items }) => void units.push(...items.map(({ value }) => value)),
        until: await transport.endOffsets(topic),
      });
      await consumption.done;
      const found: DeadLetter[] = [];
      for await (const messages of transport.read(letters)) found.push(...messages.map(readDeadLetter));
      return { units, letters: found, reasons: found.map(({ reason }) => reason) };
    }
    return { transport, registry, contract, topic, encode, send, drain };
  }

  it('goes to the dead letters with its reason, and what comes after it goes on', async () => {
    const { send, encode, drain } = await setUp();
    const reading = { sensorId: 1, unit: 'ppm' };
    await send(Buffer.from('{"sensor_id":1}'));
    await send(encode(reading, 2 ** 31 - 1));
    await send(encode(reading).subarray(0, 7));
    await send(encode(reading), { key: Buffer.from('2') });
    await send(encode(reading), { key: null });
    await send(encode(reading), { headers: {} });
    await send(null);
    await send(encode({ ...reading, unit: 'last' }));
    const { units, reasons } = await drain();
    expect(units).toEqual(['last']);
    expect(reasons).toEqual([
      'unframed',
      'unknown-schema',
      'undecodable',
      'wrong-key',
      'wrong-key',
      'missing-header',
      'empty-value',
    ]);
  });

  it('keeps its bytes, its key and its place', async () => {
    const { topic, send, drain } = await setUp();
    const value = randomBytes(300);
    await send(value);
    const { letters } = await drain();
    expect(letters).toMatchObject([{ topic, partition: 0, offset: 0, step: 'ingest', batchId: 'b-1' }]);
    expect(letters[0]?.value?.equals(value)).toBe(true);
    expect(String(letters[0]?.key)).toBe('1');
  });

  it('fits into the dead letters though it is as large as its topic allows', async () => {
    const { send, drain } = await setUp();
    const value = randomBytes(1_048_350);
    await send(value);
    const { letters } = await drain();
    expect(letters[0]?.value?.equals(value)).toBe(true);
  });

  it('stays uncommitted where the dead letters cannot be written', async () => {
    const { send, drain } = await setUp();
    await send(Buffer.from('poison'));
    await expect(drain(undefined, `missing.${randomUUID()}`)).rejects.toBeInstanceOf(UnknownTopicError);
  });

  it('is not what an older or a newer compatible writer has written', async () => {
    const { transport, registry, contract, topic, drain } = await setUp();
    const newer = contractOf(topic, readingWith(sensorId, unit, { ...note, default: '' }));
    await createProducer({ transport, registry, contract }).publish([{ sensorId: 1, unit: 'old' }], { batchId: 'b-1' });
    await registry.register(newer);
    const event = { sensorId: 2, unit: 'new', note: 'added' };
    await createProducer({ transport, registry, contract: newer }).publish([event], { batchId: 'b-1' });
    expect(await drain(contract)).toMatchObject({ units: ['old', 'new'], reasons: [] });
    expect(await drain(newer)).toMatchObject({ units: ['old', 'new'], reasons: [] });
  });

  it('is what an incompatible writer has written, under its own subject', async () => {
    const { registry, send, encode, drain } = await setUp();
    const foreign = { subject: `${randomUUID()}-value`, schema: { ...readingSchema, name: 'Forecast' } };
    await send(encode({ sensorId: 1, unit: 'ppm' }, await registry.register(foreign)));
    expect((await drain()).reasons).toEqual(['incompatible-schema']);
  });

  it('is never published: a producer needs a registered schema', async () => {
    const { transport, registry, topic } = await setUp();
    const contract = contractOf(topic, readingWith(sensorId));
    const published = createProducer({ transport, registry, contract }).publish([{ sensorId: 1, unit: '' }], {
      batchId: 'b-1',
    });
    await expect(published).rejects.toBeInstanceOf(UnregisteredSchemaError);
  });
});
