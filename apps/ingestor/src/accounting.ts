import type { IngestCounter, RawStore } from '@airstar/raw-store';
import { measurementContract, type StageAccounting } from '@airstar/schemas';

const sum = (counters: readonly IngestCounter[], of: (counter: IngestCounter) => number): number =>
  counters.reduce((total, counter) => total + of(counter), 0);

/** What the raw store has counted of an extraction, over all ingestors and restarts. */
export async function ingestAccounting(
  store: Pick<RawStore, 'counters'>,
  batchId: string,
  seconds: number,
): Promise<StageAccounting> {
  const counters = await store.counters(batchId);
  const readings = counters.filter(({ topic }) => topic === measurementContract.topic);
  const stations = counters.filter(({ topic }) => topic !== measurementContract.topic);
  const [inserted, duplicate] = [
    sum(readings, (counter) => counter.inserted),
    sum(readings, (counter) => counter.duplicate),
  ];
  const rejected = sum(readings, (counter) => counter.rejected);
  return {
    stage: 'ingest',
    batchId,
    read: inserted + duplicate + rejected,
    produced: inserted + duplicate,
    rejected,
    duplicate,
    inserted,
    updated: 0,
    unchanged: 0,
    flagged: 0,
    locations: sum(stations, (counter) => counter.inserted + counter.duplicate),
    requests: 0,
    seconds,
  };
}
