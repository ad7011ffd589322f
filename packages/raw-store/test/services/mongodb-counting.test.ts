import fc from 'fast-check';
import type { CommandSucceededEvent, Db } from 'mongodb';
import { describe, expect, inject, it } from 'vitest';
import { RawStoreContendedError, RawStoreUnavailableError, type IngestCounter } from '../../src/index.ts';
import { advanceCounters } from '../../src/mongodb/counters.ts';
import { deliveries, logs, messagesOf, sliceOf } from '../contract/deliveries.ts';
import { batchOf, measurement, numbered } from '../contract/documents.ts';
import { readMeasurements, temporaryConnection, temporaryDatabase, watchedStore } from '../mongodb/database.ts';
import { proxyTo } from '../mongodb/proxy.ts';

const { mongodbUri: uri } = inject('services');

const readings = (count: number) => Array.from({ length: count }, (_, index) => measurement({ sensorId: index + 1 }));

const forgetCounters = (db: Db) => db.collection('ingest_counters').deleteMany({});

describe.each([{ idSets: true }, { idSets: false }])('a crash between documents and counters, %o', (features) => {
  it('leaves documents that their own messages still count as inserted, cut otherwise', async () => {
    const { name, db } = await temporaryDatabase(uri);
    const store = await watchedStore(uri, name, { features });
    const messages = numbered(readings(6));
    await store.write(batchOf({ measurements: messages.slice(0, 4) }));
    await forgetCounters(db);
    expect(await store.write(batchOf({ measurements: messages.slice(0, 2) }))).toEqual({ inserted: 2, duplicate: 0 });
    expect(await store.write(batchOf({ measurements: messages.slice(2) }))).toEqual({ inserted: 4, duplicate: 0 });
    expect(await store.counters('batch-1')).toMatchObject([{ nextOffset: 6, inserted: 6, duplicate: 0 }]);
  });

  it('does not let another partition, topic or extraction count them as inserted', async () => {
    const { name, db } = await temporaryDatabase(uri);
    const store = await watchedStore(uri, name, { features });
    const measurements = numbered(readings(3));
    await store.write(batchOf({ measurements }));
    await forgetCounters(db);
    const duplicates = { inserted: 0, duplicate: 3 };
    expect(await store.write(batchOf({ measurements, partition: 1 }))).toEqual(duplicates);
    expect(await store.write(batchOf({ measurements, topic: 'other' }))).toEqual(duplicates);
    expect(await store.write(batchOf({ measurements: numbered(readings(3), 0, 'b') }))).toEqual(duplicates);
    expect(await store.write(batchOf({ measurements }))).toEqual({ inserted: 3, duplicate: 0 });
  });

  it('tells a repetition from the message that inserted', async () => {
    const { name, db } = await temporaryDatabase(uri);
    const store = await watchedStore(uri, name, { features });
    const repeated = [1000, 3000, 2000].map((seenAt) => measurement({ seenAt }));
    await store.write(batchOf({ measurements: numbered(repeated) }));
    await forgetCounters(db);
    expect(await store.write(batchOf({ measurements: numbered(repeated) }))).toEqual({ inserted: 1, duplicate: 2 });
  });
});

it('counts what a writer inserted that lost its server before it could count', async () => {
  const { name, db } = await temporaryDatabase(uri);
  const proxy = await proxyTo(uri);
  const dieAfterInsert = ({ commandName }: CommandSucceededEvent) => void (commandName === 'insert' && proxy.down());
  const dying = await watchedStore(proxy.uri, name, { budgetMs: 0, onCommand: dieAfterInsert });
  const batch = batchOf({ measurements: numbered(readings(5)), rejected: [{ offset: 5, batchId: 'batch-1' }] });
  await expect(dying.write(batch)).rejects.toThrow(RawStoreUnavailableError);
  expect(await readMeasurements(db)).toHaveLength(5);
  const next = await watchedStore(uri, name);
  expect(await next.counters('batch-1')).toEqual([]);
  expect(await next.write(batch)).toEqual({ inserted: 5, duplicate: 0 });
  expect(await next.counters('batch-1')).toMatchObject([{ nextOffset: 6, inserted: 5, rejected: 1 }]);
});

describe('counters beside another writer', () => {
  const counter = (nextOffset: number): IngestCounter => ({
    batchId: 'a',
    topic: 'readings',
    partition: 0,
    nextOffset,
    inserted: nextOffset,
    duplicate: 0,
    rejected: 0,
  });

  it('are advanced from where they were read, and from nowhere else', async () => {
    const { name } = await temporaryDatabase(uri);
    const store = await watchedStore(uri, name);
    const connection = temporaryConnection(uri, name);
    const none = new Map<string, IngestCounter>();
    await advanceCounters(connection, batchOf({}), none, [counter(3)]);
    await expect(advanceCounters(connection, batchOf({}), none, [counter(2)])).rejects.toThrow(RawStoreContendedError);
    const stale = new Map([['a', counter(1)]]);
    await expect(advanceCounters(connection, batchOf({}), stale, [counter(9)])).rejects.toThrow(
      /readings\/0: another ingestor/,
    );
    expect(await store.counters('a')).toEqual([counter(3)]);
    await advanceCounters(connection, batchOf({}), new Map([['a', counter(3)]]), [counter(5)]);
    expect(await store.counters('a')).toEqual([counter(5)]);
  });

  it('come to each message once when a consumer that lost its partition writes the same ones at the same time', async () => {
    const { name, db } = await temporaryDatabase(uri);
    const stores = await Promise.all([watchedStore(uri, name), watchedStore(uri, name)]);
    await stores[0].migrate();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(logs, deliveries, deliveries, async (log, ...both) => {
        const messages = messagesOf(log, `run-${(run += 1)}`, run);
        await Promise.all(
          stores.map(async (store, index) => {
            for (const [from, to] of both[index]?.(messages.length) ?? []) {
              await store.write(sliceOf(messages, from, to));
            }
          }),
        );
        let inserted = 0;
        for (const batchId of new Set(messages.map((message) => message.batchId))) {
          const [counted] = await stores[0].counters(batchId);
          const { length } = messages.filter((message) => message.batchId === batchId);
          expect(counted!.inserted + counted!.duplicate + counted!.rejected).toBe(length);
          inserted += counted!.inserted;
        }
        expect(inserted).toBe((await readMeasurements(db)).filter(({ sensorId }) => sensorId === run).length);
      }),
      { numRuns: 15 },
    );
  });
});
