import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RawStore } from '../../src/index.ts';
import { deliveries, logs, messagesOf, sliceOf, type Log } from './deliveries.ts';
import { batchOf, location, measurement, numbered } from './documents.ts';

/** A store and what its port does not offer: a look inside. In any order. */
export interface StoreUnderTest {
  readonly store: RawStore;
  readonly readMeasurements: () => Promise<RawMeasurement[]>;
  readonly readLocations: () => Promise<RawLocation[]>;
}

/**
 * What every raw store does.
 *
 * @param open Gives a new, empty store that nobody has migrated.
 */
export function rawStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  const migrated = async (): Promise<StoreUnderTest> => {
    const opened = await open();
    onTestFinished(() => opened.store.close());
    await opened.store.migrate();
    return opened;
  };
  const counts = (inserted: number, duplicate: number) => ({ inserted, duplicate });

  describe(`${name}: documents`, () => {
    it('keeps every field as it was given', async () => {
      const { store, readMeasurements, readLocations } = await migrated();
      const odd: RawMeasurement = {
        ...measurement({ sensorId: 2 ** 40, content: 0xfedc_ba98_7654 }),
        parameterName: "no'x",
        unit: 'μg/m³ "ambient"',
        value: 1e-7,
        hasFlags: true,
        expectedCount: null,
        observedCount: 0,
        percentComplete: null,
        percentCoverage: 171.5,
        latitude: -20.123_456_789,
        longitude: 0,
        source: 'archive',
      };
      const empty = { ...measurement({ hour: 1 }), value: null };
      await store.write(batchOf({ measurements: numbered([odd, empty]), locations: numbered([location()], 2) }));
      expect(byId(await readMeasurements())).toEqual(byId([odd, empty]));
      expect(await readLocations()).toEqual([location()]);
    });

    it('inserts a version once and moves only its last sight forward', async () => {
      const { store, readMeasurements, readLocations } = await migrated();
      const write = (offset: number, seenAt: number) =>
        store.write(
          batchOf({
            measurements: numbered([measurement({ seenAt })], offset),
            locations: numbered([location(0, seenAt)], offset + 1),
          }),
        );
      expect(await write(0, 2000)).toEqual(counts(2, 0));
      expect(await write(2, 3000)).toEqual(counts(0, 2));
      expect(await readMeasurements()).toEqual([{ ...measurement({ seenAt: 2000 }), lastSeenAt: 3000 }]);
      expect(await readLocations()).toEqual([{ ...location(0, 2000), lastSeenAt: 3000 }]);
    });

    it('never moves the last sight back', async () => {
      const { store, readMeasurements } = await migrated();
      await store.write(batchOf({ measurements: numbered([measurement({ seenAt: 2000 })]) }));
      await store.write(batchOf({ measurements: numbered([measurement({ seenAt: 1000 })], 1) }));
      expect(await readMeasurements()).toEqual([measurement({ seenAt: 2000 })]);
    });

    it('keeps every version of a reading and of a station', async () => {
      const { store, readMeasurements, readLocations } = await migrated();
      const versions = [0, 1, 2].map((content) => measurement({ content }));
      const descriptions = [0, 1].map((content) => location(content));
      await store.write(batchOf({ measurements: numbered(versions), locations: numbered(descriptions, 3) }));
      expect(byId(await readMeasurements())).toEqual(byId(versions));
      expect(byId(await readLocations())).toEqual(byId(descriptions));
    });

    it('counts a repetition within a batch as a duplicate, with the first sight of the first and the last of any', async () => {
      const { store, readMeasurements } = await migrated();
      const repeated = [2000, 4000, 3000].map((seenAt) => measurement({ seenAt }));
      expect(await store.write(batchOf({ measurements: numbered(repeated) }))).toEqual(counts(1, 2));
      expect(await readMeasurements()).toEqual([{ ...measurement({ seenAt: 2000 }), lastSeenAt: 4000 }]);
    });

    it('tells periods apart that share an end', async () => {
      const { store, readMeasurements } = await migrated();
      const one = measurement();
      const start = one.periodStart - 1;
      const other = { ...one, periodStart: start, _id: one._id.replace(/T06:00:00.000Z/, 'T05:59:59.999Z') };
      await store.write(batchOf({ measurements: numbered([one]) }));
      expect(await store.write(batchOf({ measurements: numbered([other], 1) }))).toEqual(counts(1, 0));
      expect(byId(await readMeasurements())).toEqual(byId([one, other]));
    });
  });

  describe(`${name}: counters`, () => {
    it('count what became of each message, by extraction, topic and partition', async () => {
      const { store } = await migrated();
      await store.write(
        batchOf({
          measurements: [...numbered([measurement(), measurement()], 0, 'a'), ...numbered([measurement()], 2, 'b')],
          rejected: [{ offset: 3, batchId: 'a' }],
        }),
      );
      await store.write(batchOf({ partition: 1, measurements: numbered([measurement({ hour: 1 })], 0, 'a') }));
      await store.write(batchOf({ topic: 'places', locations: numbered([location()], 7, 'a') }));
      const common = { batchId: 'a', topic: 'readings', duplicate: 0, rejected: 0 };
      expect(await store.counters('a')).toEqual([
        { ...common, topic: 'places', partition: 0, nextOffset: 8, inserted: 1 },
        { ...common, partition: 0, nextOffset: 4, inserted: 1, duplicate: 1, rejected: 1 },
        { ...common, partition: 1, nextOffset: 1, inserted: 1 },
      ]);
      expect(await store.counters('b')).toEqual([
        { ...common, batchId: 'b', partition: 0, nextOffset: 4, inserted: 0, duplicate: 1 },
      ]);
      expect(await store.counters('c')).toEqual([]);
    });

    it('stay as they are when a batch comes again', async () => {
      const { store, readMeasurements } = await migrated();
      const batch = batchOf({
        measurements: numbered([measurement(), measurement({ hour: 1 })]),
        rejected: [{ offset: 2, batchId: 'batch-1' }],
      });
      expect(await store.write(batch)).toEqual(counts(2, 0));
      const before = [await store.counters('batch-1'), byId(await readMeasurements())];
      expect(await store.write(batch)).toEqual(counts(0, 0));
      expect([await store.counters('batch-1'), byId(await readMeasurements())]).toEqual(before);
    });

    it('count only what lies beyond, when a batch comes again with more', async () => {
      const { store } = await migrated();
      const documents = numbered([0, 1, 2, 3].map((hour) => measurement({ hour })));
      const rejected = [4, 5].map((offset) => ({ offset, batchId: 'batch-1' }));
      await store.write(batchOf({ measurements: documents.slice(0, 3) }));
      expect(await store.write(batchOf({ measurements: documents.slice(1), rejected }))).toEqual(counts(1, 0));
      const counter = { batchId: 'batch-1', topic: 'readings', partition: 0, inserted: 4, duplicate: 0, rejected: 2 };
      expect(await store.counters('batch-1')).toEqual([{ ...counter, nextOffset: 6 }]);
    });

    it('count a version that another extraction had read as a duplicate', async () => {
      const { store } = await migrated();
      await store.write(batchOf({ measurements: numbered([measurement()], 0, 'a') }));
      expect(await store.write(batchOf({ measurements: numbered([measurement()], 1, 'b') }))).toEqual(counts(0, 1));
      expect(await store.counters('a')).toMatchObject([{ inserted: 1, duplicate: 0 }]);
      expect(await store.counters('b')).toMatchObject([{ inserted: 0, duplicate: 1 }]);
    });

    it('come to the number of published messages, however they are delivered', async () => {
      const { store, readMeasurements } = await migrated();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(logs, deliveries, async (log: Log, cuts) => {
          const messages = messagesOf(log, `run-${(run += 1)}`, run);
          for (const [from, to] of cuts(messages.length)) await store.write(sliceOf(messages, from, to));
          for (const batchId of new Set(messages.map((message) => message.batchId))) {
            const own = messages.filter((message) => message.batchId === batchId);
            const [counter] = await store.counters(batchId);
            expect(counter?.rejected).toBe(own.filter(({ document }) => document === undefined).length);
            expect(counter!.inserted + counter!.duplicate + counter!.rejected).toBe(own.length);
          }
          const stored = (await readMeasurements()).filter(({ sensorId }) => sensorId === run);
          expect(byId(stored)).toEqual(byId(expectedDocuments(messages)));
        }),
        { numRuns: 20 },
      );
    });
  });

  describe(`${name}: life`, () => {
    it('migrates again without harm', async () => {
      const { store, readMeasurements } = await migrated();
      await store.write(batchOf({ measurements: numbered([measurement()]) }));
      await store.migrate();
      expect(await readMeasurements()).toHaveLength(1);
      expect(await store.counters('batch-1')).toHaveLength(1);
    });

    it('takes a batch in which nothing is left to write', async () => {
      const { store } = await migrated();
      expect(await store.write(batchOf({ nextOffset: 9 }))).toEqual(counts(0, 0));
      expect(await store.write(batchOf({ rejected: [{ offset: 9, batchId: 'a' }] }))).toEqual(counts(0, 0));
      expect(await store.counters('a')).toMatchObject([{ nextOffset: 10, rejected: 1 }]);
    });

    it('takes writes that do not wait for each other', async () => {
      const { store, readMeasurements } = await migrated();
      const partitions = [0, 1, 2, 3];
      const writes = partitions.map((partition) =>
        store.write(batchOf({ partition, measurements: numbered([measurement()]) })),
      );
      const all = await Promise.all(writes);
      expect(all.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(1);
      expect(all.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(3);
      expect(await readMeasurements()).toHaveLength(1);
    });

    it('finishes what is in flight before it closes, and closes once', async () => {
      const { store } = await migrated();
      const write = store.write(batchOf({ measurements: numbered([measurement()]) }));
      const closing = [store.close(), store.close()];
      expect(await write).toEqual(counts(1, 0));
      await Promise.all(closing);
      await store.close();
      await expect(store.write(batchOf({}))).rejects.toThrow(/closed/);
    });
  });
}

const byId = <Document extends { readonly _id: string }>(documents: readonly Document[]): Document[] =>
  [...documents].sort((one, other) => (one._id < other._id ? -1 : 1));

/** Each version as the first message with it brought it, last seen when the latest of them was fetched. */
function expectedDocuments(messages: ReturnType<typeof messagesOf>): RawMeasurement[] {
  const versions = new Map<string, RawMeasurement>();
  for (const { document } of messages) {
    if (document === undefined) continue;
    const first = versions.get(document._id) ?? document;
    versions.set(document._id, { ...first, lastSeenAt: Math.max(first.lastSeenAt, document.lastSeenAt) });
  }
  return [...versions.values()];
}
