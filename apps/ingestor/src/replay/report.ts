import type { PartitionOffset } from '@airstar/kafka-io';
import type { ExtractionReport } from '@airstar/schemas';
import { highestOffsets } from '../extraction.ts';
import type { Replayable } from './assess.ts';

/** What a replay printed: an extraction report, so that `drain` and the transform take it like any other batch. */
export interface ReplayReport extends ExtractionReport {
  /** Letters that were sent to their topics again, or would be with `--dry-run`. */
  readonly replayed: number;
  /** Letters that were left as they are. */
  readonly refused: number;
}

/** Adds up what is replayed. */
export class ReplayTally {
  readonly #locations = new Set<number>();
  #readings = 0;
  #replayed = 0;
  #endOffsets: readonly PartitionOffset[] = [];
  #periods: [number, number] = [Infinity, -Infinity];
  #descriptions: [number, number] = [Infinity, -Infinity];

  add(letters: readonly Replayable[], endOffsets: readonly PartitionOffset[]): void {
    for (const { document } of letters) this.#addDocument(document);
    this.#replayed += letters.length;
    this.#endOffsets = highestOffsets([...this.#endOffsets, ...endOffsets]);
  }

  #addDocument({ kind, document }: Replayable['document']): void {
    this.#locations.add(document.locationId);
    if (kind === 'measurement') {
      this.#readings += 1;
      this.#periods = widen(this.#periods, document.periodEnd);
    } else this.#descriptions = widen(this.#descriptions, document.lastSeenAt);
  }

  report(batchId: string, refused: number, seconds: number): ReplayReport {
    const [first, last] = this.#readings > 0 ? this.#periods : this.#descriptions;
    const [from, to] = this.#replayed > 0 ? [first - 1, last] : [0, 0];
    return {
      stage: 'extract',
      batchId,
      read: this.#readings,
      produced: this.#readings,
      rejected: 0,
      duplicate: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      flagged: 0,
      locations: this.#locations.size,
      requests: 0,
      seconds,
      window: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      locationIds: [...this.#locations],
      endOffsets: [...this.#endOffsets],
      replayed: this.#replayed,
      refused,
    };
  }
}

const widen = ([first, last]: [number, number], instant: number): [number, number] => [
  Math.min(first, instant),
  Math.max(last, instant),
];
