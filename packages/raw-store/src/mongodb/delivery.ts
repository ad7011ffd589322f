import type { IngestCounter, RawBatch } from '../store.ts';

/** What the messages of a batch mean for counting. */
export interface Delivery {
  /** What they write as origin, by extraction: where they stand in the log, apart from the offset. */
  readonly origins: ReadonlyMap<string, string>;
  /** Counters of this topic and partition as they were before, by extraction. */
  readonly counters: ReadonlyMap<string, IngestCounter>;
}

/** The extractions that a batch has messages of. */
export function batchIdsOf({ measurements, locations, rejected }: RawBatch): Set<string> {
  const batchIds = new Set<string>();
  for (const messages of [measurements, locations, rejected]) for (const { batchId } of messages) batchIds.add(batchId);
  return batchIds;
}

// A topic name has no blanks, so nothing runs into its neighbour.
export const originsOf = ({ topic, partition }: RawBatch, batchIds: Iterable<string>): Map<string, string> =>
  new Map(Array.from(batchIds, (batchId) => [batchId, `${topic} ${partition} ${batchId}`]));

export const isUncounted = ({ counters }: Delivery, message: { batchId: string; offset: number }): boolean =>
  message.offset >= (counters.get(message.batchId)?.nextOffset ?? 0);
