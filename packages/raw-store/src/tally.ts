import type { BatchDocument, IngestCounter, RawBatch, WriteCounts } from './store.ts';

/** What every kind of raw document has. */
export interface Version {
  readonly _id: string;
  readonly lastSeenAt: number;
}

type Outcome = 'inserted' | 'duplicate' | 'rejected';

/**
 * Each version of a batch once: as the first message with it brought it, and last seen when any of its repetitions was.
 * However messages are cut into batches, the same documents result.
 */
export function distinctVersions<Document extends Version>(
  documents: readonly BatchDocument<Document>[],
): BatchDocument<Document>[] {
  const versions = new Map<string, BatchDocument<Document>>();
  for (const entry of documents) {
    const { _id, lastSeenAt } = entry.document;
    const first = versions.get(_id);
    if (first === undefined) versions.set(_id, entry);
    else if (lastSeenAt > first.document.lastSeenAt) {
      versions.set(_id, { ...first, document: { ...first.document, lastSeenAt } });
    }
  }
  return [...versions.values()];
}

/** What a batch adds: counters of the extractions that it advances, and what was counted in all. */
export interface Tally extends WriteCounts {
  readonly counters: readonly IngestCounter[];
}

/**
 * Counts each message once, however often it is delivered: those below the `nextOffset` of their counter were counted
 * before.
 *
 * @param inserted Offsets of the messages that brought a version into the store; those of others do no harm.
 * @param counters Counters of this topic and partition, by extraction.
 */
export function tally(
  batch: RawBatch,
  inserted: ReadonlySet<number>,
  counters: ReadonlyMap<string, IngestCounter>,
): Tally {
  const advanced = new Map<string, Mutable<IngestCounter>>();
  const counts = { inserted: 0, duplicate: 0, rejected: 0 };
  for (const { batchId, offset, outcome } of outcomesOf(batch, inserted)) {
    const counter = counters.get(batchId);
    if (offset < (counter?.nextOffset ?? 0)) continue;
    let next = advanced.get(batchId);
    if (next === undefined) advanced.set(batchId, (next = { ...(counter ?? startOf(batch, batchId)) }));
    next.nextOffset = batch.nextOffset;
    next[outcome] += 1;
    counts[outcome] += 1;
  }
  return { counters: [...advanced.values()], inserted: counts.inserted, duplicate: counts.duplicate };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const startOf = ({ topic, partition }: RawBatch, batchId: string): IngestCounter => ({
  batchId,
  topic,
  partition,
  nextOffset: 0,
  inserted: 0,
  duplicate: 0,
  rejected: 0,
});

function* outcomesOf(batch: RawBatch, inserted: ReadonlySet<number>) {
  for (const documents of [batch.measurements, batch.locations]) {
    for (const { batchId, offset } of documents) {
      const outcome: Outcome = inserted.has(offset) ? 'inserted' : 'duplicate';
      yield { batchId, offset, outcome };
    }
  }
  for (const { batchId, offset } of batch.rejected) yield { batchId, offset, outcome: 'rejected' as const };
}
