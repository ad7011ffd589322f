import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createDeadLetterWriter,
  createInProcessSchemaRegistry,
  createInProcessTransport,
  createProducer,
  readDeadLetter,
  type DeadLetter,
  type Transport,
} from '@airstar/kafka-io';
import { openDuckDbRawStore } from '@airstar/raw-store';
import { locationContract, measurementContract, topics, type MeasurementEvent } from '@airstar/schemas';
import { defaultGroupId, ingest, ingestAccounting, type IngestDependencies } from '../src/index.ts';
import { locationEvent, measurementEvent } from './events.ts';

const hour = 3_600_000;
const start = Date.UTC(2025, 8, 20);

const reading = (sensorId: number, index: number, changes: Partial<MeasurementEvent> = {}): MeasurementEvent => ({
  ...measurementEvent,
  sensorId,
  value: index,
  periodStartUtc: start + index * hour,
  periodEndUtc: start + (index + 1) * hour,
  fetchedAt: start + 1000 * hour,
  ...changes,
});

const readings = (sensorId: number, count: number): MeasurementEvent[] =>
  Array.from({ length: count }, (_, index) => reading(sensorId, index));

async function openPipeline() {
  const transport = createInProcessTransport();
  await transport.createTopics(Object.values(topics));
  const registry = createInProcessSchemaRegistry();
  registry.register(measurementContract);
  registry.register(locationContract);
  const store = await openDuckDbRawStore({ path: ':memory:' });
  await store.migrate();
  onTestFinished(async () => {
    await transport.close();
    await store.close();
  });
  const dependencies: IngestDependencies = {
    transport,
    registry,
    store,
    deadLetters: createDeadLetterWriter({ transport, step: 'ingest' }),
  };
  const measurements = createProducer({ transport, registry, contract: measurementContract });
  const locations = createProducer({ transport, registry, contract: locationContract });
  return { transport, store, dependencies, measurements, locations };
}

const drain = async (dependencies: IngestDependencies, topic: string = topics.measurements.name): Promise<void> =>
  (await ingest(dependencies, { until: await dependencies.transport.endOffsets(topic) })).done;

async function deadLettersOf(transport: Transport): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const found = Promise.withResolvers<undefined>();
  const consumption = await transport.consume({
    groupId: 'test',
    topics: [topics.deadLetters.name],
    onBatch: async ({ messages }) => {
      letters.push(...messages.map(readDeadLetter));
      found.resolve(undefined);
    },
  });
  await found.promise;
  await consumption.stop();
  return letters;
}

describe('ingest', () => {
  test('stores every event once, and a replay of the same events counts as known', async () => {
    const { dependencies, store, measurements, locations } = await openPipeline();
    await locations.publish([locationEvent], { batchId: 'first' });
    for (const sensorId of [1, 2, 3]) await measurements.publish(readings(sensorId, 100), { batchId: 'first' });
    await drain(dependencies, topics.locations.name);
    await drain(dependencies);
    expect(await ingestAccounting(store, 'first', 0)).toMatchObject({
      read: 300,
      inserted: 300,
      duplicate: 0,
      locations: 1,
    });

    for (const sensorId of [1, 2, 3]) await measurements.publish(readings(sensorId, 100), { batchId: 'again' });
    await drain(dependencies);
    expect(await ingestAccounting(store, 'again', 0)).toMatchObject({ read: 300, inserted: 0, duplicate: 300 });
  });

  test('a corrected value is a version of its own', async () => {
    const { dependencies, store, measurements } = await openPipeline();
    await measurements.publish([reading(1, 0, { value: 5 })], { batchId: 'b' });
    await measurements.publish([reading(1, 0, { value: 6 })], { batchId: 'b' });
    await drain(dependencies);
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ inserted: 2, duplicate: 0 });
  });

  test('a record that cannot be kept becomes a dead letter with its reason, and the others are stored', async () => {
    const { dependencies, store, transport, measurements } = await openPipeline();
    const events = [reading(1, 0), reading(1, 1, { timezone: 'Mars/Olympus' }), reading(1, 2, { periodEndUtc: start })];
    await measurements.publish(events, { batchId: 'b' });
    await drain(dependencies);
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ read: 3, inserted: 1, rejected: 2 });
    expect(await deadLettersOf(transport)).toMatchObject([
      { reason: 'invalid-record', detail: expect.stringContaining('Mars/Olympus'), step: 'ingest', batchId: 'b' },
      { reason: 'invalid-record', detail: expect.stringContaining('period-reversed'), topic: topics.measurements.name },
    ]);
  });

  test('bytes that are no event become a dead letter, byte for byte', async () => {
    const { dependencies, store, transport } = await openPipeline();
    const value = Buffer.from('{"value": 3}');
    await transport.send(topics.measurements.name, [{ key: Buffer.from('1'), value, headers: { batch_id: 'b' } }]);
    await drain(dependencies);
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ read: 1, rejected: 1 });
    const [letter] = await deadLettersOf(transport);
    expect(letter).toMatchObject({ reason: 'unframed', key: Buffer.from('1') });
    expect(letter?.value?.equals(value)).toBe(true);
  });

  test('a store that fails leaves the offsets where they were', async () => {
    const { dependencies, store, transport, measurements } = await openPipeline();
    await measurements.publish(readings(1, 10), { batchId: 'b' });
    const broken = { ...dependencies, store: { write: () => Promise.reject(new Error('disk on fire')) } };
    await expect(drain(broken)).rejects.toThrow('disk on fire');
    const committed = await transport.committedOffsets(defaultGroupId, topics.measurements.name);
    expect(committed.every(({ offset }) => offset === 0)).toBe(true);

    await drain(dependencies);
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ inserted: 10, duplicate: 0 });
  });

  test('a dead-letter topic that cannot be written stops the ingestor uncommitted', async () => {
    const { dependencies, transport, measurements } = await openPipeline();
    await measurements.publish([reading(1, 0, { timezone: 'Mars/Olympus' })], { batchId: 'b' });
    const broken = {
      ...dependencies,
      deadLetters: { write: () => Promise.reject(new Error('no dead letters today')) },
    };
    await expect(drain(broken)).rejects.toThrow('no dead letters today');
    const committed = await transport.committedOffsets(defaultGroupId, topics.measurements.name);
    expect(committed.every(({ offset }) => offset === 0)).toBe(true);
  });
});
