import { setImmediate } from 'node:timers/promises';
import { createOpenAqClient, type Measurement, type MeasurementPage } from '@airstar/openaq-client';
import { startSimulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import type { ExtractDependencies } from '../src/index.ts';

type Source = ExtractDependencies['client'];

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const everywhere = { bbox: [-180, -90, 180, 90] } as const;

/**
 * What a simulator has of a window, read once by the real client and handed out from memory in pages of three readings:
 * small enough for hundreds of runs, and as many pages as one likes.
 */
export async function rememberSource(
  options: SimulatorOptions,
  window: { readonly from: number; readonly to: number },
): Promise<{ readonly open: () => Source; readonly readings: readonly Measurement[] }> {
  const simulator = await startSimulator(options);
  const client = createOpenAqClient({
    baseUrl: `${simulator.url}/v3`,
    rateLimit: { perMinute: 1e6, perHour: 1e6 },
  });
  const locations = await collect(client.locations.list(everywhere));
  const sensors = locations.flatMap((location) =>
    location.sensors.map(({ id }) => ({ sensorId: id, locationId: location.id, timezone: location.timezone })),
  );
  const whole = { from: new Date(window.from), to: new Date(window.to) };
  const series = sensors.map((sensor) => collect(client.sensors.measurements(sensor, whole)));
  const readings = (await Promise.all(series)).flat();
  await simulator.close();
  return { open: () => sourceOf(client, locations, readings), readings };
}

function sourceOf(
  client: Source,
  locations: Awaited<ReturnType<Source['locations']['get']>>[],
  readings: readonly Measurement[],
): Source {
  let requests = 0;
  async function* pages(sensorId: number, from: number, to: number): AsyncGenerator<MeasurementPage, void, undefined> {
    let rest = readings.filter((reading) => reading.sensorId === sensorId && end(reading) > from && end(reading) <= to);
    for (let page = 1; ; page += 1) {
      // Which of the sensors comes first is then not always the same.
      for (let turn = Math.random() * 3; turn > 0; turn -= 1) await setImmediate();
      requests += 1;
      const records = rest.slice(0, 3);
      const last = records.at(-1);
      rest = rest.slice(3);
      const isEnd = last === undefined || records.length < 3;
      const through = new Date(isEnd ? to : end(last));
      yield { page, records, misfits: [], through, fetchedAt: new Date(), requests: 1 };
      if (isEnd) return;
    }
  }
  return {
    locations: {
      ...client.locations,
      list: () => ({
        pages: async function* () {
          requests += 1;
          yield { page: 1, records: locations, misfits: [], fetchedAt: new Date(), requests: 1 };
        },
        [Symbol.asyncIterator]: readsPages,
      }),
    },
    sensors: {
      ...client.sensors,
      measurements: ({ sensorId }, { from, to }) => ({
        pages: () => pages(sensorId, new Date(from).getTime(), new Date(to).getTime()),
        [Symbol.asyncIterator]: readsPages,
      }),
    },
    usage: () => ({ requests, retries: 0 }),
  };
}

function readsPages(): never {
  throw new Error('The extractor reads pages.');
}

const end = ({ period }: Measurement): number => period.datetimeTo.epochMilliseconds;
