import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createInProcessSchemaRegistry,
  createInProcessTransport,
  createProducer,
  type Transport,
} from '@airstar/kafka-io';
import { createOpenAqClient, OpenAqAuthenticationError, type Misfit } from '@airstar/openaq-client';
import { generatedDataset, recordedDataset, startSimulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import { locationContract, measurementContract, topics } from '@airstar/schemas';
import { extract, type ExtractDependencies } from '../src/index.ts';

const instantClock = { now: () => Date.now(), sleep: () => Promise.resolve() };

async function startExtraction(simulator: SimulatorOptions) {
  const server = await startSimulator(simulator);
  const transport = createInProcessTransport();
  await transport.createTopics(Object.values(topics));
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });
  const registry = createInProcessSchemaRegistry();
  registry.register(locationContract);
  registry.register(measurementContract);
  const rejected: Misfit[] = [];
  const dependencies: ExtractDependencies = {
    client: createOpenAqClient({
      baseUrl: `${server.url}/v3`,
      clock: instantClock,
      rateLimit: { perMinute: 1e6, perHour: 1e6 },
    }),
    locations: createProducer({ transport, registry, contract: locationContract }),
    measurements: createProducer({ transport, registry, contract: measurementContract }),
    reject: async (misfit) => void rejected.push(misfit),
    now: () => new Date(),
  };
  return { dependencies, transport, rejected };
}

const messagesIn = async (transport: Transport, topic: string): Promise<number> =>
  (await transport.endOffsets(topic)).reduce((sum, { offset }) => sum + offset, 0);

describe('extract', () => {
  test('publishes every recorded reading and the stations before them', async () => {
    const data = recordedDataset();
    const { dependencies, transport } = await startExtraction({ data });
    const { accounting, endOffsets, failures } = await extract(dependencies, {
      batchId: 'batch-1',
      window: data.window,
      selection: { locationIds: data.locationIds },
    });
    expect(accounting).toMatchObject({ stage: 'extract', read: 9061, produced: 9061, rejected: 0, locations: 5 });
    expect(failures).toEqual([]);
    expect(await messagesIn(transport, topics.measurements.name)).toBe(9061);
    const ends = [
      ...(await transport.endOffsets(topics.measurements.name)),
      ...(await transport.endOffsets(topics.locations.name)),
    ];
    const byName = (a: { topic: string; partition: number }) => `${a.topic}/${a.partition}`;
    const sorted = (list: readonly { topic: string; partition: number; offset: number }[]) =>
      [...list].sort((a, b) => byName(a).localeCompare(byName(b)));
    expect(sorted(endOffsets)).toEqual(sorted(ends.filter(({ offset }) => offset > 0)));
  });

  test('selects stations by box, and asks no sensor of a station whose last reading lies before the window', async () => {
    const data = recordedDataset();
    const asked: string[] = [];
    const { dependencies } = await startExtraction({ data, onRequest: ({ path }) => void asked.push(path) });
    const { accounting } = await extract(dependencies, {
      batchId: 'batch-1',
      window: { from: data.window.to - 3_600_000, to: data.window.to },
      selection: { bbox: [-103.5, 20.5, -103.2, 20.8] },
    });
    expect(accounting.locations).toBe(23);
    // AirNow's Oblatos with its sensor 23278 ended in 2021; Miravalle still measures.
    expect(asked).not.toContain('/v3/sensors/23278/measurements');
    expect(asked).toContain('/v3/sensors/23112/measurements');
  });

  test('two pollutants of one station and hour are two events', async () => {
    const window = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 0, 1, 6) };
    const data = generatedDataset({ ...window, seed: 7, sensors: 4, sensorsPerLocation: 4 });
    const { dependencies, transport } = await startExtraction({ data });
    const { accounting } = await extract(dependencies, {
      batchId: 'b',
      window,
      selection: { bbox: [-180, -90, 180, 90] },
    });
    const expected = [0, 1, 2, 3].flatMap((index) => [...data.expectedReadings(index, window.from, window.to)]);
    expect(accounting.produced).toBe(expected.length);
    expect(await messagesIn(transport, topics.measurements.name)).toBe(expected.length);
  });

  test('sets a record that does not fit aside, counts it, and goes on', async () => {
    const data = recordedDataset();
    const body = JSON.stringify({ meta: { found: 1 }, results: [{ value: 'high', period: null }] });
    const { dependencies, rejected } = await startExtraction({
      data,
      faults: ({ path }) => (path === '/v3/sensors/36077/measurements' ? { status: 200, body } : undefined),
    });
    const { accounting } = await extract(dependencies, {
      batchId: 'b',
      window: data.window,
      selection: { locationIds: [10801] },
    });
    expect(accounting).toMatchObject({ rejected: 1, read: accounting.produced + 1 });
    expect(rejected).toMatchObject([{ record: { value: 'high' } }]);
  });

  test('a sensor that always answers 500 is named, and the others are read', async () => {
    const data = recordedDataset();
    const { dependencies } = await startExtraction({
      data,
      faults: ({ path }) =>
        path === '/v3/sensors/36077/measurements' ? { status: 500, body: 'Internal Server Error' } : undefined,
    });
    const { accounting, failures } = await extract(dependencies, {
      batchId: 'b',
      window: data.window,
      selection: { locationIds: [10801] },
    });
    expect(failures.map(({ task }) => task.sensorId)).toEqual([36077]);
    expect(accounting.produced).toBe(484);
  });

  test('a refused key ends the run at once', async () => {
    const data = recordedDataset();
    const { dependencies } = await startExtraction({ data, apiKeys: ['another'] });
    const run = extract(dependencies, { batchId: 'b', window: data.window, selection: { locationIds: [10801] } });
    await expect(run).rejects.toBeInstanceOf(OpenAqAuthenticationError);
  });

  test('an abort stops the reading', async () => {
    const data = recordedDataset();
    const { dependencies } = await startExtraction({ data });
    const stop = new AbortController();
    const run = extract(dependencies, {
      batchId: 'b',
      window: data.window,
      selection: { locationIds: data.locationIds },
      signal: stop.signal,
      onProgress: ({ published }) => published > 0 && stop.abort(),
    });
    await expect(run).rejects.toThrow(/abort/i);
  });
});
