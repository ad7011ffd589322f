import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { RawBatch, RawStore } from '../../src/index.ts';
import { deliveries, logs, messagesOf, sliceOf } from '../contract/deliveries.ts';
import { readMeasurements, temporaryDatabase, watchedStore } from '../mongodb/database.ts';
import { proxyTo } from '../mongodb/proxy.ts';

const { mongodbUri: uri } = inject('services');

/** Which commands, counted over all writers, are the last that their connection carries. */
const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 });

const partition = fc.record({ log: logs, writers: fc.tuple(deliveries, deliveries) });

/**
 * Two partitions of the same sensor, each read by two consumers at once: one that has lost it and does not know, and the
 * one that has it now. Connections break after any command, before or behind its answer.
 */
it('keeps each version once and counts each message once, whoever writes what and whatever breaks', async () => {
  const { name, db } = await temporaryDatabase(uri);
  let countdown: number[] = [];
  let answered = 0;
  const proxies = await Promise.all([0, 1, 2, 3].map(() => proxyTo(uri)));
  const stores = await Promise.all(
    proxies.map((proxy) =>
      watchedStore(proxy.uri, name, {
        budgetMs: 60_000,
        onCommand: () => {
          answered += 1;
          if (countdown.includes(answered)) for (const each of proxies) each.cut();
        },
      }),
    ),
  );
  await stores[0]?.migrate();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.tuple(partition, partition), cuts, async (partitions, breaking) => {
      run += 1;
      [countdown, answered] = [breaking, 0];
      const logsOfRun = partitions.map(({ log }, index) => messagesOf(log, `run-${run}-${index}`, run));
      const writers = partitions.flatMap(({ writers: both }, index) =>
        both.map((cut) => batchesOf(logsOfRun[index] ?? [], index, cut)),
      );
      await Promise.all(writers.map((batches, index) => writeAll(stores[index]!, batches)));
      await expectAll(logsOfRun);
    }),
    { numRuns: 12 },
  );

  async function expectAll(messages: ReturnType<typeof messagesOf>[]): Promise<void> {
    const all = messages.flat();
    let inserted = 0;
    for (const batchId of new Set(all.map((message) => message.batchId))) {
      const [counter] = (await stores[0]?.counters(batchId)) ?? [];
      const own = all.filter((message) => message.batchId === batchId);
      expect(counter?.rejected).toBe(own.filter(({ document }) => document === undefined).length);
      expect(counter!.inserted + counter!.duplicate + counter!.rejected).toBe(own.length);
      inserted += counter!.inserted;
    }
    const lastSeen = new Map<string, number>();
    for (const { document } of all) {
      if (document) lastSeen.set(document._id, Math.max(document.lastSeenAt, lastSeen.get(document._id) ?? 0));
    }
    const stored = (await readMeasurements(db)).filter(({ sensorId }) => sensorId === run);
    expect(inserted).toBe(stored.length);
    expect(new Map(stored.map(({ _id, lastSeenAt }) => [_id, lastSeenAt]))).toEqual(lastSeen);
  }
}, 240_000);

const batchesOf = (
  messages: ReturnType<typeof messagesOf>,
  ofPartition: number,
  cut: (length: number) => [number, number][],
): RawBatch[] => cut(messages.length).map(([from, to]) => ({ ...sliceOf(messages, from, to), partition: ofPartition }));

async function writeAll(store: RawStore, batches: readonly RawBatch[]): Promise<void> {
  for (const batch of batches) await store.write(batch);
}
