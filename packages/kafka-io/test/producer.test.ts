import { batchIdHeader, measurementContract, topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { createInProcessSchemaRegistry } from '../src/codec/in-process-registry.ts';
import type { SchemaRegistry } from '../src/codec/registry.ts';
import { EncodeError, UnknownTopicError, UnregisteredSchemaError } from '../src/errors.ts';
import { createInProcessTransport } from '../src/in-process/transport.ts';
import { createProducer } from '../src/producer.ts';
import { eventually } from './contract/eventually.ts';
import { record } from './contract/recorder.ts';
import { measurement } from '../../schemas/test/events.ts';

const topic = measurementContract.topic;
const origin = { batchId: 'b-1' };

async function setUp() {
  const transport = createInProcessTransport();
  await transport.createTopics([topics.measurements]);
  const registry = createInProcessSchemaRegistry();
  registry.register(measurementContract);
  const asked: string[] = [];
  const counting: SchemaRegistry = {
    ...registry,
    idOf: (contract) => {
      asked.push(contract.subject);
      return registry.idOf(contract);
    },
  };
  const producer = createProducer({ transport, registry: counting, contract: measurementContract });
  return { transport, producer, asked };
}

describe('publish', () => {
  it('appends framed Avro under the key of the contract, with the extraction as header', async () => {
    const { transport, producer } = await setUp();
    await producer.publish([measurement({ sensorId: 77 })], origin);
    const { messages } = await record(transport, { groupId: 'g', topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(1));
    expect(String(messages[0]?.key)).toBe('77');
    expect(messages[0]?.headers).toEqual({ [batchIdHeader]: 'b-1' });
    expect([...(messages[0]?.value?.subarray(0, 5) ?? [])]).toEqual([0, 0, 0, 0, 1]);
  });

  it('says how far each partition that it wrote to now reaches', async () => {
    const { transport, producer } = await setUp();
    const events = Array.from({ length: 60 }, (_, sensorId) => measurement({ sensorId }));
    const written = await producer.publish(events, origin);
    expect(written).toEqual(await transport.endOffsets(topic));
    expect(await producer.publish([], origin)).toEqual([]);
  });

  it('asks the registry once, also when batches follow each other without waiting', async () => {
    const { transport, producer, asked } = await setUp();
    const values = [1, 2, 3, 4, 5];
    await Promise.all(values.map((value) => producer.publish([measurement({ value })], origin)));
    expect(asked).toEqual(['openaq.measurements.v1-value']);
    const { messages } = await record(transport, { groupId: 'g', topics: [topic] });
    await eventually(() => expect(messages).toHaveLength(5));
    const decode = (value: Buffer | null): unknown => measurementContract.type.fromBuffer(value!.subarray(5));
    expect(messages.map((message) => decode(message.value))).toMatchObject(values.map((value) => ({ value })));
  });

  it('sends nothing of a batch in which one event breaks the contract', async () => {
    const { transport, producer } = await setUp();
    const broken = { ...measurement(), unit: 7 } as unknown as ReturnType<typeof measurement>;
    const published = producer.publish([measurement(), broken], origin);
    await expect(published).rejects.toThrow(
      new EncodeError({ topic, index: 1, path: 'unit', expected: 'string' }).message,
    );
    expect((await transport.endOffsets(topic)).every(({ offset }) => offset === 0)).toBe(true);
  });

  it('fails while its contract is not registered, and works once it is', async () => {
    const transport = createInProcessTransport();
    await transport.createTopics([topics.measurements]);
    const registry = createInProcessSchemaRegistry();
    const producer = createProducer({ transport, registry, contract: measurementContract });
    await expect(producer.publish([measurement()], origin)).rejects.toBeInstanceOf(UnregisteredSchemaError);
    registry.register(measurementContract);
    await expect(producer.publish([measurement()], origin)).resolves.toHaveLength(1);
  });

  it('lets through what the log refuses', async () => {
    const registry = createInProcessSchemaRegistry();
    registry.register(measurementContract);
    const producer = createProducer({
      transport: createInProcessTransport(),
      registry,
      contract: measurementContract,
    });
    await expect(producer.publish([measurement()], origin)).rejects.toBeInstanceOf(UnknownTopicError);
  });
});
