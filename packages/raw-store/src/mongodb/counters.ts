import { RawStoreContendedError } from '../errors.ts';
import type { IngestCounter, RawBatch } from '../store.ts';
import { findFew, insertMissing, updateEach } from './commands.ts';
import type { Connection } from './connection.ts';

export const counterCollection = 'ingest_counters';

// What a majority has: a counter that a new primary may have forgotten would make messages count as counted.
const find = (connection: Connection, filter: object): Promise<readonly IngestCounter[]> =>
  findFew<IngestCounter>(connection, counterCollection, {
    filter,
    projection: { _id: 0 },
    sort: { topic: 1, partition: 1 },
    readConcern: { level: 'majority' },
  });

const idOf = (batchId: string, { topic, partition }: Pick<RawBatch, 'topic' | 'partition'>): string =>
  `${topic} ${partition} ${batchId}`;

export const countersOf = (connection: Connection, batchId: string): Promise<readonly IngestCounter[]> =>
  find(connection, { batchId });

/** Counters of a batch's topic and partition, by extraction: those that the batch has messages of. */
export async function countersFor(
  connection: Connection,
  batch: RawBatch,
  batchIds: ReadonlySet<string>,
): Promise<Map<string, IngestCounter>> {
  const counters = await find(connection, { _id: { $in: Array.from(batchIds, (batchId) => idOf(batchId, batch)) } });
  return new Map(counters.map((counter) => [counter.batchId, counter]));
}

/**
 * Advances each counter from where it was read, and only from there. A consumer that lost its partition without having
 * noticed changes nothing.
 *
 * @throws RawStoreContendedError when somebody else has advanced one since; others may be advanced by then. Read
 *   them again and count again: what is counted stays counted.
 */
export async function advanceCounters(
  connection: Connection,
  { topic, partition }: RawBatch,
  read: ReadonlyMap<string, IngestCounter>,
  advanced: readonly IngestCounter[],
): Promise<void> {
  const inserts = advanced
    .filter(({ batchId }) => !read.has(batchId))
    .map((counter) => ({ _id: idOf(counter.batchId, counter), ...counter }));
  const updates = advanced
    .filter(({ batchId }) => read.has(batchId))
    .map((counter) => ({
      q: { _id: idOf(counter.batchId, counter), nextOffset: read.get(counter.batchId)?.nextOffset },
      u: { $set: counter },
    }));
  const taken = inserts.length > 0 ? await insertMissing(connection, counterCollection, inserts) : [];
  const found = updates.length > 0 ? (await updateEach(connection, counterCollection, updates)).found : 0;
  if (taken.length > 0 || found < updates.length) throw new RawStoreContendedError(topic, partition);
}
