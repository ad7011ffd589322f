import { createDeadLetterWriter, createInProcessSchemaRegistry, Rejection } from '@airstar/kafka-io';
import { extractionReportSchema, locationContract, measurementContract, topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { drain as drainBatch } from '../src/commands/drain.ts';
import { discard } from '../src/commands/replay-discard.ts';
import { list, type ListOptions } from '../src/commands/replay-list.ts';
import { replay, type ReplayOptions } from '../src/commands/replay-run.ts';
import { show } from '../src/commands/replay-show.ts';
import { DeadLetterError } from '../src/errors.ts';
import { parseExtractions } from '../src/extraction.ts';
import { ingestAccounting } from '../src/index.ts';
import { letterKey } from '../src/replay/outcomes.ts';
import { deadLettersOf, hour, openPipeline, reading, start } from './pipeline.ts';

const unknownZone = { timezone: 'Mars/Olympus' };

/** A registry that does not know the ids that were used, until it does. */
function forgetful(registry: ReturnType<typeof createInProcessSchemaRegistry>) {
  const empty = createInProcessSchemaRegistry();
  let current = empty;
  return {
    registry: {
      idOf: (contract: Parameters<typeof registry.idOf>[0]) => registry.idOf(contract),
      schemaOf: (id: number) => current.schemaOf(id),
    },
    recover: () => {
      current = registry;
    },
  };
}

async function open() {
  const pipeline = await openPipeline();
  const { registry, recover } = forgetful(pipeline.registry);
  const session = { ...pipeline, registry };
  const replaying = (select: ReplayOptions['select'], isDryRun = false) => {
    const refused: string[] = [];
    const onRefused = (letter: number, problem: string) => refused.push(`${letter}: ${problem}`);
    const done = replay(session, { select, isDryRun, batchId: 'replay-1', onRefused });
    return done.then((report) => ({ report, refused }));
  };
  const listing = async (options: Partial<ListOptions> = {}) => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const counts = await list(pipeline.transport, { withHandled: false, json: false, print, ...options });
    return { lines, counts };
  };
  /** Letters 0 and 1 wait for the registry, letter 2 is beyond repair, letter 3 never reached the log. */
  const refuseFour = async () => {
    await pipeline.measurements.publish([reading(7, 0), reading(7, 5)], { batchId: 'b' });
    await pipeline.drain(topics.measurements.name, { ...pipeline.dependencies, registry });
    await pipeline.measurements.publish([reading(7, 1, unknownZone)], { batchId: 'b' });
    await pipeline.drain();
    await createDeadLetterWriter({ transport: pipeline.transport, step: 'extract' }).write([
      {
        rejection: new Rejection('invalid-record', 'value: is a text'),
        topic: measurementContract.topic,
        key: null,
        value: Buffer.from('{"value":"high"}'),
        batchId: 'b',
      },
    ]);
  };
  return { ...pipeline, session, recover, replaying, listing, refuseFour };
}

describe('replay list', () => {
  it('shows the letters that wait, and counts them by reason', async () => {
    const { refuseFour, listing } = await open();
    await refuseFour();
    const { lines, counts } = await listing();
    expect(counts).toEqual({
      open: 4,
      replayed: 0,
      discarded: 0,
      byReason: { 'unknown-schema': 2, 'invalid-record': 2 },
    });
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^0 {2}\d{4}-\d\d-\d\dT.*Z {2}openaq\.measurements\.v1\/\d@0 {2}unknown-schema: schema id/,
    );
    expect(lines[3]).toContain('openaq.measurements.v1 (before the log)  invalid-record: value: is a text');
  });

  it('shows one reason, and JSON', async () => {
    const { refuseFour, listing } = await open();
    await refuseFour();
    const { lines, counts } = await listing({ reason: 'invalid-record', json: true });
    expect(counts).toMatchObject({ open: 2 });
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        letter: 2,
        reason: 'invalid-record',
        detail: expect.stringContaining('Mars/Olympus'),
        step: 'ingest',
        batchId: 'b',
      },
      { letter: 3, step: 'extract', partition: -1 },
    ]);
  });

  it('is not stopped by a message that is no dead letter', async () => {
    const { transport, listing } = await open();
    await transport.send(topics.deadLetters.name, [{ key: null, value: Buffer.from('hello') }]);
    const { lines, counts } = await listing();
    expect(lines).toEqual(['0  malformed: no dead letter of ours']);
    expect(counts.byReason).toEqual({ malformed: 1 });
  });
});

describe('replay show', () => {
  it('decodes what can be decoded', async () => {
    const { refuseFour, session } = await open();
    await refuseFour();
    expect(await show({ ...session, registry: session.dependencies.registry }, 2)).toMatchObject({
      letter: 2,
      key: '7',
      reason: 'invalid-record',
      content: { sensorId: 7, timezone: 'Mars/Olympus' },
      value: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    });
    expect(await show(session, 0)).toMatchObject({ reason: 'unknown-schema', content: undefined });
    expect(await show(session, 3)).toMatchObject({ partition: -1, content: { value: 'high' } });
  });

  it('names a letter that is not there', async () => {
    const { session } = await open();
    await expect(show(session, 12)).rejects.toThrow(/Cannot show:\n {2}12: there is no dead letter/);
  });
});

describe('replay run', () => {
  it('sends letters whose reason is gone under a batch of their own, and counts stay true', async () => {
    const { refuseFour, recover, replaying, listing, drain, store, transport, session } = await open();
    await refuseFour();
    recover();
    const { report, refused } = await replaying({ reason: 'unknown-schema' });
    expect(refused).toEqual([]);
    expect(report).toMatchObject({
      batchId: 'replay-1',
      produced: 2,
      replayed: 2,
      refused: 0,
      locations: 1,
      locationIds: [10_490],
      window: {
        from: new Date(start + hour - 1).toISOString(),
        to: new Date(start + 6 * hour).toISOString(),
      },
    });
    expect(extractionReportSchema.safeParse(report).success).toBe(true);

    const extraction = parseExtractions('drain', [JSON.stringify(report)]);
    const { signal } = new AbortController();
    const accounting = await drainBatch({ ...session, ingest: session.dependencies }, extraction, { signal });
    expect(accounting).toMatchObject({ batchId: 'replay-1', read: 2, inserted: 2, rejected: 0 });
    expect(await ingestAccounting(store, 'b', 0)).toMatchObject({ read: 3, inserted: 0, rejected: 3 });

    await drain();
    expect(await deadLettersOf(transport)).toHaveLength(4);
    expect((await listing()).counts).toMatchObject({ open: 2, replayed: 2 });
  });

  it('sends the bytes and the key as they came', async () => {
    const { transport, refuseFour, recover, replaying } = await open();
    await refuseFour();
    const [original] = await deadLettersOf(transport);
    recover();
    const { report } = await replaying({ offsets: [0] });
    const [end] = report.endOffsets;
    const at = { topic: end?.topic ?? '', partition: end?.partition ?? 0, offset: (end?.offset ?? 0) - 1 };
    for await (const [message] of transport.read(measurementContract.topic, { from: [at], until: report.endOffsets })) {
      expect(message?.value).toEqual(original?.value);
      expect(message?.key).toEqual(original?.key);
      expect(message?.headers).toEqual({ batch_id: 'replay-1' });
    }
    expect.assertions(3);
  });

  it('leaves letters whose reason is still there, and says so', async () => {
    const { refuseFour, replaying, listing } = await open();
    await refuseFour();
    const { report, refused } = await replaying({ reason: 'invalid-record' });
    expect(report).toMatchObject({ replayed: 0, refused: 2, endOffsets: [] });
    expect(refused).toEqual([
      expect.stringMatching(/^2: it would be refused again, (invalid-record|unknown-schema)/),
      '3: it was refused before it reached the log: extract its window again, or discard it',
    ]);
    expect((await listing()).counts.open).toBe(4);
  });

  it('sends none of the letters named when one of them cannot be replayed', async () => {
    const { refuseFour, recover, replaying, transport } = await open();
    await refuseFour();
    recover();
    const before = await transport.endOffsets(measurementContract.topic);
    const running = replaying({ offsets: [0, 2, 99] });
    await expect(running).rejects.toThrow(DeadLetterError);
    await expect(replaying({ offsets: [0, 2] })).rejects.toThrow(/Cannot replay:\n {2}2: it would be refused again/);
    expect(await transport.endOffsets(measurementContract.topic)).toEqual(before);
  });

  it('does not send a letter twice', async () => {
    const { refuseFour, recover, replaying } = await open();
    await refuseFour();
    recover();
    await replaying({ offsets: [0, 0] }).then(({ report }) => expect(report.replayed).toBe(1));
    await expect(replaying({ offsets: [0] })).rejects.toThrow(/0: it was replayed on .* as batch replay-1/);
    expect((await replaying({ reason: 'unknown-schema' })).report.replayed).toBe(1);
    expect((await replaying({ reason: 'unknown-schema' })).report).toMatchObject({ replayed: 0, refused: 0 });
  });

  it('tries without sending anything', async () => {
    const { refuseFour, recover, replaying, listing, transport } = await open();
    await refuseFour();
    recover();
    const before = await transport.endOffsets(measurementContract.topic);
    const { report } = await replaying({ reason: 'unknown-schema' }, true);
    expect(report).toMatchObject({ replayed: 2, endOffsets: [] });
    expect(await transport.endOffsets(measurementContract.topic)).toEqual(before);
    expect((await listing()).counts.open).toBe(4);
  });

  it('gives a message without its batch one', async () => {
    const { transport, measurements, drain, replaying, recover, store } = await open();
    await measurements.publish([reading(1, 0)], { batchId: 'b' });
    const messages = [];
    for await (const batch of transport.read(measurementContract.topic)) messages.push(...batch);
    await drain();
    await transport.send(
      measurementContract.topic,
      messages.map(({ key, value }) => ({ key, value })),
    );
    await drain();
    recover();
    expect((await replaying({ reason: 'missing-header' })).report.replayed).toBe(1);
    await drain();
    expect(await ingestAccounting(store, 'replay-1', 0)).toMatchObject({ read: 1, duplicate: 1 });
  });

  it('of a station alone covers when it was seen', async () => {
    const { transport, replaying, recover, drain, dependencies, locations, session } = await open();
    const { locationEvent } = await import('./events.ts');
    await locations.publish([locationEvent], { batchId: 'b' });
    await drain(locationContract.topic, { ...dependencies, registry: session.registry });
    expect(await deadLettersOf(transport)).toHaveLength(1);
    recover();
    const { report } = await replaying({ offsets: [0] });
    expect(report).toMatchObject({
      produced: 0,
      locations: 1,
      window: {
        from: new Date(locationEvent.fetchedAt - 1).toISOString(),
        to: new Date(locationEvent.fetchedAt).toISOString(),
      },
    });
  });
});

describe('replay discard', () => {
  it('remembers the note, and lets nobody handle the letter again', async () => {
    const { refuseFour, session, listing, replaying, recover } = await open();
    await refuseFour();
    recover();
    expect(await discard(session, { offsets: [2, 3], note: 'no such zone' })).toEqual({
      discarded: 2,
      note: 'no such zone',
    });
    const { lines, counts } = await listing({ withHandled: true });
    expect(counts).toMatchObject({ open: 2, discarded: 2, byReason: { 'unknown-schema': 2 } });
    expect(lines[2]).toMatch(/\[discarded 2025-09-20T/);
    expect((await listing()).lines).toHaveLength(2);
    await expect(replaying({ offsets: [2] })).rejects.toThrow(/2: it was discarded on .*: no such zone/);
    await expect(discard(session, { offsets: [1, 2], note: 'again' })).rejects.toThrow(
      /Cannot discard:\n {2}2: it was discarded/,
    );
    expect((await listing()).counts.open).toBe(2);
  });
});

it('knows a letter by its time too: offsets begin anew with a new topic', () => {
  const [letter, later] = [0, 1].map((timestamp) => letterKey({ offset: 3, timestamp }));
  expect(letter).not.toBe(later);
});
