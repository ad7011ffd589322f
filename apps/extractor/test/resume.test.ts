import { topics } from '@airstar/schemas';
import type { Transport } from '@airstar/kafka-io';
import { createInMemoryRateLedger, createOpenAqClient, OpenAqBudgetError } from '@airstar/openaq-client';
import { generatedDataset, recordedDataset, startSimulator, type FaultHook } from '@airstar/openaq-simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BatchForgottenError, BatchMismatchError, BatchTakenOverError, extractionReport } from '../src/index.ts';
import { Crash, crashing } from './crashing-transport.ts';
import { confirmedThrough, loggedReadings, readingId, startHttpWorld, startWorld } from './set-up.ts';

const from = Date.UTC(2025, 0, 1);
const hour = 3_600_000;
/** Two pages for each of four sensors. */
const window = { from, to: from + 60 * 24 * hour };
const everywhere = { bbox: [-180, -90, 180, 90] } as const;
const data = generatedDataset({ ...window, seed: 7, sensors: 4, sensorsPerLocation: 2 });
const expected = [0, 1, 2, 3].flatMap((index) => [...data.expectedReadings(index, window.from, window.to)]);
const batch = { batchId: 'b1', window, selection: everywhere };

// Sends of an undisturbed run: claim, two stations, plan (sensors, batch), then for each page the page and its progress.
const lastOfPlan = 5;
const firstPage = lastOfPlan + 1;

describe('a batch that was interrupted', () => {
  test('does not read again what is safely published', async () => {
    const asked: string[] = [];
    const { run, transport } = await startHttpWorld({ data, onRequest: ({ path }) => void asked.push(path) });
    // Three pages are confirmed, the fourth is in the log without its progress.
    const oneByOne = { ...batch, concurrency: 1 };
    await expect(run(oneByOne, (own) => crashing(own, { send: firstPage + 7, isAppended: false }))).rejects.toThrow(
      Crash,
    );
    const confirmed = await confirmedThrough(transport, 'b1');
    const ends = await transport.endOffsets(topics.measurements.name);
    asked.length = 0;
    const { accounting } = await run(oneByOne);
    expect(asked).toHaveLength(5);
    expect(asked.filter((path) => path.includes('locations'))).toEqual([]);
    const logged = await loggedReadings(transport, 'b1');
    const again = logged.filter(({ partition, offset }) => offset >= ends[partition]!.offset);
    expect(again.filter(({ sensorId, periodEndUtc }) => periodEndUtc <= confirmed.get(sensorId)!)).toEqual([]);
    expect(accounting.produced).toBe(logged.length);
    expect(logged.length).toBeGreaterThan(expected.length);
  });

  test('counts a page that no record knows of where a later page of another sensor lies behind it', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const published: number[] = [];
    // The process dies after the page of one sensor was appended; another process goes on, and dies in turn.
    for (const send of [firstPage + 2, 2, 4]) {
      await expect(run(batch, (own) => crashing(own, { send, isAppended: true }))).rejects.toBeInstanceOf(Crash);
      published.push((await loggedReadings(transport, 'b1')).length);
    }
    expect(new Set(published).size).toBe(3);
    const { accounting, endOffsets } = await run(batch);
    const logged = await loggedReadings(transport, 'b1');
    expect(accounting.produced).toBe(logged.length);
    const ends = await transport.endOffsets(topics.measurements.name);
    const written = ends.filter(({ offset }) => offset > 0);
    expect(endOffsets.filter(({ topic }) => topic === topics.measurements.name)).toHaveLength(written.length);
    expect(endOffsets).toEqual(expect.arrayContaining(written));
  });

  test('goes on in the next hour where the budget of requests was spent, and sends nothing before', async () => {
    const simulator = await startSimulator({ data });
    onTestFinished(() => simulator.close());
    let now = from;
    const clock = { now: () => now, sleep: () => Promise.reject(new Error('nobody waits')) };
    const ledger = createInMemoryRateLedger({ perMinute: 100, perHour: 4 });
    const baseUrl = `${simulator.url}/v3`;
    const { run, transport } = await startWorld(() => createOpenAqClient({ baseUrl, clock, ledger, maxBudgetWait: 0 }));
    const oneByOne = { ...batch, concurrency: 1 };
    for (const requests of [4, 4, 8, 8]) {
      if (simulator.requests() < requests) now += hour;
      await expect(run(oneByOne)).rejects.toBeInstanceOf(OpenAqBudgetError);
      expect(simulator.requests()).toBe(requests);
    }
    now += hour;
    const { accounting } = await run(oneByOne);
    expect(accounting).toMatchObject({ produced: expected.length, requests: 9 });
    const logged = await loggedReadings(transport, 'b1');
    expect([logged.length, new Set(logged.map(readingId)).size]).toEqual([expected.length, expected.length]);
  });

  test('adds up the requests of its attempts', async () => {
    const { run, simulator } = await startHttpWorld({ data });
    await expect(run(batch, (own) => crashing(own, { send: firstPage + 5, isAppended: true }))).rejects.toThrow(Crash);
    const { accounting } = await run(batch);
    // Of the crashed attempt those are known whose page was confirmed.
    expect(accounting.requests).toBeGreaterThanOrEqual(9);
    expect(accounting.requests).toBeLessThanOrEqual(simulator.requests());
  });

  test('counts the dead letters of both attempts', async () => {
    const body = JSON.stringify({ meta: { found: 1 }, results: [{ value: 'high', period: null }] });
    const recorded = recordedDataset();
    const faults: FaultHook = ({ path }) =>
      path === '/v3/sensors/36077/measurements' ? { status: 200, body } : undefined;
    const { run, transport } = await startHttpWorld({ data: recorded, faults });
    const options = { batchId: 'b1', window: recorded.window, selection: { locationIds: [10801] }, concurrency: 1 };
    const dying = run(options, (own) => crashing(own, { topic: topics.deadLetters.name, send: 1, isAppended: true }));
    await expect(dying).rejects.toBeInstanceOf(Crash);
    const { accounting } = await run(options);
    const [end] = await transport.endOffsets(topics.deadLetters.name);
    expect(end!.offset).toBe(2);
    expect(accounting).toMatchObject({ rejected: 2, read: accounting.produced + 2 });
  });
});

describe('a batch that is done', () => {
  test('prints the same report without a request or a message', async () => {
    const { run, transport, simulator } = await startHttpWorld({ data });
    const first = extractionReport(await run(batch), window);
    const [requests, readings] = [simulator.requests(), (await loggedReadings(transport, 'b1')).length];
    const again = extractionReport(await run(batch), window);
    expect(again).toEqual(first);
    expect(again.requests).toBe(requests);
    expect(simulator.requests()).toBe(requests);
    expect(await loggedReadings(transport, 'b1')).toHaveLength(readings);
  });

  test('is the same one whichever order its stations are named in', async () => {
    const recorded = recordedDataset();
    const { run, simulator } = await startHttpWorld({ data: recorded });
    const options = { batchId: 'b', window: { from: recorded.window.from, to: recorded.window.from + 6 * hour } };
    await run({ ...options, selection: { locationIds: [10801, 7982] } });
    const requests = simulator.requests();
    await run({ ...options, selection: { locationIds: [7982, 10801] } });
    expect(simulator.requests()).toBe(requests);
  });

  test('and one of another id leave each other alone', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const one = await run({ ...batch, batchId: 'b' });
    // The keys of this one begin like those of the other.
    const other = await run({ ...batch, batchId: 'b:1' });
    expect([one, other].map(({ accounting }) => accounting.produced)).toEqual([expected.length, expected.length]);
    expect(await loggedReadings(transport, 'b:1')).toHaveLength(expected.length);
  });
});

describe('a batch id', () => {
  test.each([
    ['window', { ...batch, window: { ...window, to: window.to - hour } }],
    ['selection', { ...batch, selection: { locationIds: [1] } }],
  ])('that was used for another %s is refused, without a message', async (_, another) => {
    const { run, transport } = await startHttpWorld({ data });
    await run(batch);
    const ends = await transport.endOffsets(topics.progress.name);
    const refused = run(another);
    await expect(refused).rejects.toBeInstanceOf(BatchMismatchError);
    await expect(refused).rejects.toThrow(/^Batch b1 was begun for \(2025-01-01T00:00:00\.000Z, .*\] of \{"bbox"/);
    expect(await transport.endOffsets(topics.progress.name)).toEqual(ends);
  });
});

describe('two extractors of one batch', () => {
  test('the older stops at its next page, and the younger counts what both have published', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const younger = Promise.withResolvers<Awaited<ReturnType<typeof run>>>();
    let isStarted = false;
    const older = run({
      ...batch,
      onProgress: ({ published }) => {
        if (published < 3000 || isStarted) return;
        isStarted = true;
        run(batch).then(younger.resolve, younger.reject);
      },
    });
    await expect(older).rejects.toBeInstanceOf(BatchTakenOverError);
    const { accounting } = await younger.promise;
    const logged = await loggedReadings(transport, 'b1');
    expect(accounting.produced).toBe(logged.length);
    expect(new Set(logged.map(readingId)).size).toBe(expected.length);
  });

  test('that begin at the same time: one of them ends it', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const outcomes = await Promise.allSettled([run(batch), run(batch), run(batch)]);
    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BatchTakenOverError);
    }
    expect(done).toHaveLength(1);
    expect(done[0]!.value.accounting.produced).toBe((await loggedReadings(transport, 'b1')).length);
  });
});

describe('a sensor that fails', () => {
  test('is named, and the next run of the batch reads that one alone', async () => {
    let isBroken = true;
    const sensor = data.sensorIds[1]!;
    const asked: string[] = [];
    const { run, transport } = await startHttpWorld({
      data,
      faults: ({ path }) => (isBroken && path === `/v3/sensors/${sensor}/measurements` ? { status: 500 } : undefined),
      onRequest: ({ path }) => void asked.push(path),
    });
    const incomplete = await run(batch);
    expect(incomplete.failures.map(({ task }) => task.sensorId)).toEqual([sensor]);
    isBroken = false;
    const requests = asked.length;
    const complete = await run(batch);
    expect(asked.slice(requests)).toEqual(Array.from({ length: 2 }, () => `/v3/sensors/${sensor}/measurements`));
    expect(complete).toMatchObject({ failures: [], accounting: { produced: expected.length, requests: asked.length } });
    expect(await loggedReadings(transport, 'b1')).toHaveLength(expected.length);
  });
});

describe('a batch of one attempt', () => {
  /** Sends one message list twice, as a producer does that did not hear of its first success. */
  const stuttering = (transport: Transport): Transport => {
    let sends = 0;
    const never = crashing(transport, { send: Infinity, isAppended: false });
    return {
      ...never,
      send: async (topic, messages) => {
        sends += 1;
        if (sends === firstPage) await transport.send(topic, messages);
        return transport.send(topic, messages);
      },
    };
  };

  test('counts what the log holds twice because a send was repeated', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const { accounting } = await run(batch, stuttering);
    const logged = await loggedReadings(transport, 'b1');
    expect(logged.length).toBeGreaterThan(expected.length);
    expect(accounting.produced).toBe(logged.length);
  });

  test('counts its own messages where others write to the same topics', async () => {
    const { run, transport } = await startHttpWorld({ data });
    const batches = ['b1', 'b2', 'b3'];
    const results = await Promise.all(batches.map((batchId) => run({ ...batch, batchId })));
    for (const [index, { accounting, failures }] of results.entries()) {
      expect({ produced: accounting.produced, failures }).toEqual({ produced: expected.length, failures: [] });
      expect(await loggedReadings(transport, batches[index]!)).toHaveLength(expected.length);
    }
  });
});

test('a batch of which the log has dropped a part is refused', async () => {
  const { run, transport } = await startHttpWorld({ data });
  await expect(run(batch, (own) => crashing(own, { send: firstPage + 4, isAppended: false }))).rejects.toThrow(Crash);
  // A group that has committed everything lets the log in the process forget it.
  const reader = await transport.consume({
    groupId: 'reader',
    topics: [topics.measurements.name],
    onBatch: (messages) => messages.commit(messages.nextOffset),
  });
  await expect.poll(async () => (await loggedReadings(transport, 'b1')).length).toBe(0);
  await reader.stop();
  const forgotten = run({ ...batch, onProgress: () => undefined }, (own) => ({
    ...crashing(own, { send: Infinity, isAppended: false }),
  }));
  await expect(forgotten).rejects.toBeInstanceOf(BatchForgottenError);
});
