import { createInProcessTransport } from '@airstar/kafka-io';
import { createOpenAqClient, type ClientEvents } from '@airstar/openaq-client';
import { recordedDataset, startSimulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import { topics } from '@airstar/schemas';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createActivity } from '../src/activity.ts';
import { createMetrics } from '../src/metrics.ts';
import { watchClient, watchProgress, watchRejects, type Observers } from '../src/observe.ts';
import { rejectInto } from '../src/index.ts';

const noon = Date.UTC(2026, 2, 1, 12);

function startObservers() {
  const lines: string[] = [];
  const time = { now: noon };
  const clock = () => time.now;
  const observers: Observers = {
    metrics: createMetrics(),
    activity: createActivity({ clock }),
    display: {
      update: ({ sensorsDone }) => lines.push(`${sensorsDone} done`),
      line: () => undefined,
      close: () => undefined,
    },
    notice: (line) => lines.push(line),
    clock,
  };
  /** Name and value of the metrics that are not 0. */
  const counted = async (): Promise<Record<string, number>> => {
    const text = await observers.metrics.registry.metrics();
    const samples = [...text.matchAll(/^airstar_extractor_(\S+) (\S+)$/gm)];
    const values = samples.map(([, name = '', value]) => [name, Number(value)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== 0));
  };
  return { observers, lines, time, counted };
}

/** A client whose waits pass at once, against a server that does as it is told. */
async function startClient(events: ClientEvents, time: { now: number }, simulator: Partial<SimulatorOptions>) {
  const server = await startSimulator({ data: recordedDataset(), ...simulator });
  onTestFinished(() => server.close());
  const clock = { now: () => time.now, sleep: async (milliseconds: number) => void (time.now += milliseconds) };
  return createOpenAqClient({
    baseUrl: `${server.url}/v3`,
    clock,
    random: () => 0,
    rateLimit: { perMinute: 2 },
    ...events,
  });
}

describe('a watched client', () => {
  test('counts requests and what OpenAQ leaves of the budget', async () => {
    const { observers, time, counted } = startObservers();
    const client = await startClient(watchClient(observers), time, { rateLimit: 60, clock: () => time.now });
    await client.locations.get(7982);
    expect(await counted()).toEqual({ requests_total: 1, budget_left: 59 });
    expect(observers.activity.report()).toMatchObject({ lastDoneAt: new Date(noon).toISOString() });
  });

  test('says why a request is sent again', async () => {
    const { observers, lines, time, counted } = startObservers();
    const client = await startClient(watchClient(observers), time, {
      faults: ({ number }) => (number === 1 ? { status: 503 } : undefined),
    });
    await client.locations.get(7982);
    expect(await counted()).toMatchObject({ requests_total: 2, 'retries_total{reason="OpenAqServerError"}': 1 });
    expect(lines).toEqual([expect.stringMatching(/locations\/7982.* was answered 503.* Trying again in \d+ s\.$/)]);
  });

  test('says until when the budget holds it back', async () => {
    const { observers, lines, time, counted } = startObservers();
    const client = await startClient(watchClient(observers), time, {});
    for (const id of [7982, 10801, 7855]) await client.locations.get(id);
    expect(await counted()).toMatchObject({
      'budget_waits_total{budget="minute"}': 1,
      waiting_until_timestamp_seconds: noon / 1000 + 60,
    });
    expect(lines).toEqual(['Waiting until 12:01:00 UTC for the budget of requests per minute.']);
    expect(observers.activity.report().isProgressing).toBe(true);
  });
});

test('progress is counted, shown, and told to the health check', async () => {
  const { observers, lines, counted } = startObservers();
  watchProgress(observers)({ sensors: 10, sensorsDone: 3, published: 2000 });
  expect(await counted()).toEqual({
    published_readings: 2000,
    'sensors{state="done"}': 3,
    'sensors{state="left"}': 7,
  });
  expect(observers.activity.report()).toMatchObject({ inHand: 4, waiting: 3 });
  expect(lines).toEqual(['3 done']);
});

test('a record that does not fit is counted when the log has it', async () => {
  const { observers, counted } = startObservers();
  const transport = createInProcessTransport();
  const misfit = { record: {}, index: 0, page: 1, issues: [{ path: 'value', message: 'is missing' }] };
  const reject = watchRejects(rejectInto(transport, { batchId: 'b' }), observers);
  await expect(reject(misfit, undefined)).rejects.toThrow(/dead-letters/);
  expect(await counted()).toEqual({});
  await transport.createTopics(Object.values(topics));
  await reject(misfit, undefined);
  expect(await counted()).toEqual({ 'dead_letters_total{reason="invalid-record"}': 1 });
});
