import { describe, expect, test } from 'vitest';
import { topics } from '@airstar/schemas';
import { defaultGroupId, ingestAccounting } from '../src/index.ts';
import { locationEvent } from './events.ts';
import { deadLettersOf, openPipeline, reading, readings, start } from './pipeline.ts';

describe('ingest', () => {
  test('stores every event once, and a replay of the same events counts as known', async () => {
    const { drain, store, measurements, locations } = await openPipeline();
    await locations.publish([locationEvent], { batchId: 'first' });
    for (const sensorId of [1, 2, 3]) await measurements.publish(readings(sensorId, 100), { batchId: 'first' });
    await drain(topics.locations.name);
    await drain();
    expect(await ingestAccounting(store, 'first', 0)).toMatchObject({
      read: 300,
      inserted: 300,
      duplicate: 0,
      locations: 1,
    });

    for (const sensorId of [1, 2, 3]) await measurements.publish(readings(sensorId, 100), { batchId: 'again' });
    await drain();
    expect(await ingestAccounting(store, 'again', 0)).toMatchObject({ read: 300, inserted: 0, duplicate: 300 });
  });

  test('a corrected value is a version of its own', async () => {
    const { drain, store, measurements } = await openPipeline();
    await measurements.publish([reading(1, 0, { value: 5 })], { batchId: 'b' });
    await measurements.publish([reading(1, 0, { value: 6 })], { batchId: 'b' });
    await drain();
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ inserted: 2, duplicate: 0 });
  });

  test('a record that cannot be kept becomes a dead letter with its reason, and the others are stored', async () => {
    const { drain, store, transport, measurements } = await openPipeline();
    const events = [reading(1, 0), reading(1, 1, { timezone: 'Mars/Olympus' }), reading(1, 2, { periodEndUtc: start })];
    await measurements.publish(events, { batchId: 'b' });
    await drain();
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ read: 3, inserted: 1, rejected: 2 });
    expect(await deadLettersOf(transport)).toMatchObject([
      { reason: 'invalid-record', detail: expect.stringContaining('Mars/Olympus'), step: 'ingest', batchId: 'b' },
      { reason: 'invalid-record', detail: expect.stringContaining('period-reversed'), topic: topics.measurements.name },
    ]);
  });

  test('bytes that are no event become a dead letter, byte for byte', async () => {
    const { drain, store, transport } = await openPipeline();
    const value = Buffer.from('{"value": 3}');
    await transport.send(topics.measurements.name, [{ key: Buffer.from('1'), value, headers: { batch_id: 'b' } }]);
    await drain();
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ read: 1, rejected: 1 });
    const [letter] = await deadLettersOf(transport);
    expect(letter).toMatchObject({ reason: 'unframed', key: Buffer.from('1') });
    expect(letter?.value?.equals(value)).toBe(true);
  });

  test('a store that fails leaves the offsets where they were', async () => {
    const { dependencies, drain, store, transport, measurements } = await openPipeline();
    await measurements.publish(readings(1, 10), { batchId: 'b' });
    const broken = { ...dependencies, store: { write: () => Promise.reject(new Error('disk on fire')) } };
    await expect(drain(topics.measurements.name, broken)).rejects.toThrow('disk on fire');
    const committed = await transport.committedOffsets(defaultGroupId, topics.measurements.name);
    expect(committed.every(({ offset }) => offset === 0)).toBe(true);

    await drain();
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ inserted: 10, duplicate: 0 });
  });

  test('a dead-letter topic that cannot be written stops the ingestor uncommitted', async () => {
    const { dependencies, drain, transport, measurements } = await openPipeline();
    await measurements.publish([reading(1, 0, { timezone: 'Mars/Olympus' })], { batchId: 'b' });
    const broken = {
      ...dependencies,
      deadLetters: { write: () => Promise.reject(new Error('no dead letters today')) },
    };
    await expect(drain(topics.measurements.name, broken)).rejects.toThrow('no dead letters today');
    const committed = await transport.committedOffsets(defaultGroupId, topics.measurements.name);
    expect(committed.every(({ offset }) => offset === 0)).toBe(true);
  });
});
