import { generatedDataset, startSimulator, type GeneratedDataset, type Simulator } from '@airstar/openaq-simulator';
import { refusedBy, withMisfits, type RefusedBy } from './misfits.ts';
import { nameOf, type Version } from './versions.ts';

const day = 24 * 3_600_000;
const begin = Date.UTC(2025, 2, 1);
const windowDays = 2;
const sensors = 80;
/** Every fourth batch reads an earlier window again, of which some values were corrected since. */
const correctionEvery = 4;
/** One request in three is told to come back later: else a batch would be over before anything can be killed. */
const busyEvery = 3;

export interface Batch {
  readonly batchId: string;
  /** Epoch milliseconds, (from, to]. */
  readonly from: number;
  readonly to: number;
  readonly data: GeneratedDataset;
  /** Of the OpenAQ that serves it. */
  readonly url: string;
}

/** An OpenAQ with so many batches as are asked for, and what has to arrive of each. */
export interface Supply {
  batch(index: number): Batch;
  /** Requests that were received so far. */
  requests(): number;
  close(): Promise<void>;
}

export async function openSupply(seed: number): Promise<Supply> {
  const revisions = [0, 1].map((revision) =>
    generatedDataset({ seed, sensors, sensorsPerLocation: 4, from: begin, to: begin + 400 * day, revision }),
  );
  const servers = await Promise.all(revisions.map(async (data) => ({ data, simulator: await serve(data) })));
  return {
    requests: () => servers.reduce((sum, { simulator }) => sum + simulator.requests(), 0),
    close: async () => {
      await Promise.all(servers.map(({ simulator }) => simulator.close()));
    },
    batch: (index) => {
      const isCorrection = index % correctionEvery === correctionEvery - 1;
      const from = begin + (isCorrection ? index - 2 : index) * windowDays * day;
      const { data, simulator } = servers[isCorrection ? 1 : 0]!;
      return { batchId: `kill-${index}`, from, to: from + windowDays * day, data, url: `${simulator.url}/v3` };
    },
  };
}

const serve = (data: GeneratedDataset): Promise<Simulator> =>
  startSimulator({
    data: withMisfits(data),
    faults: ({ number }) => (number % busyEvery === 0 ? { status: 503, headers: { 'retry-after': '2' } } : undefined),
  });

function* readingsOf({ data, from, to }: Batch): Generator<Version> {
  for (const index of data.sensorIds.keys()) yield* data.expectedReadings(index, from, to);
}

/** Versions that these batches have to bring into the store. Each once: what was not corrected came before. */
export function expectedVersions(batches: readonly Batch[]): Set<string> {
  const names = new Set<string>();
  for (const batch of batches) {
    for (const reading of readingsOf(batch)) if (refusedBy(reading) === undefined) names.add(nameOf(reading));
  }
  return names;
}

/** Readings of a batch that are refused, by whom. */
export function misfitsOf(batch: Batch, refuser: RefusedBy): Version[] {
  return [...readingsOf(batch)].filter((reading) => refusedBy(reading) === refuser);
}
