import { randomUUID } from 'node:crypto';
import { median, note, type Figure } from '../../measure.ts';
import { microsecondsEach } from '../child.ts';
import type { Backlog } from './backlog.ts';
import { byBareLoop, byIngestor, type IngestRun } from './runs.ts';
import { startSink } from './sink.ts';

const rounds = 5;
const messages = 40_000;
const targets = { new: 1.5, again: 2 } as const;

/**
 * CPU of the ingestor's process for each message, against that of a bare loop over the same messages and documents: into
 * a store that answers at once, which is all work, and into a slow one, for which both have to wait.
 */
export async function cpu(backlog: Backlog, mongodbUri: string): Promise<Figure[]> {
  const sink = await startSink();
  const until = await backlog.growTo(messages);
  const spent: Record<string, number[]> = {};
  const { broker, registryUrl } = backlog;
  for (let round = 0; round < rounds; round += 1) {
    const run = (uri: string, database: string): IngestRun => {
      const log = { broker, registryUrl, until, messages, groupId: randomUUID() };
      return { ...log, mongodbUri: uri, sinkUri: sink.uri, database: `${database}_${round}` };
    };
    const measures: Record<string, () => Promise<number>> = {
      bareAtOnce: () => bare(run(sink.uri, 'sink')),
      newAtOnce: () => own(run(sink.uri, 'sink')),
      bareFerretDb: () => bare(run(mongodbUri, 'bench_bare')),
      newFerretDb: () => own(run(mongodbUri, 'bench')),
      againFerretDb: () => own(run(mongodbUri, 'bench')),
    };
    for (const [name, measure] of Object.entries(measures)) (spent[name] ??= []).push(await measure());
    note(
      `round ${round + 1} of ${rounds}: ${Object.entries(spent)
        .map(([name, each]) => `${name} ${each.at(-1)?.toFixed(1)}`)
        .join(', ')} µs`,
    );
  }
  sink.close();
  const { bareAtOnce = [], newAtOnce = [], bareFerretDb = [], newFerretDb = [], againFerretDb = [] } = spent;
  return [
    baseline('bare loop, store that answers at once (baseline)', bareAtOnce),
    judged('ingestor, new readings, store that answers at once', newAtOnce, bareAtOnce, targets.new),
    baseline('bare loop, FerretDB (baseline)', bareFerretDb),
    judged('ingestor, new readings, FerretDB', newFerretDb, bareFerretDb, targets.new),
    judged('ingestor, the same by another group: stored already, FerretDB', againFerretDb, bareFerretDb, targets.again),
  ];
}

const own = async (run: IngestRun): Promise<number> => microsecondsEach(await byIngestor(run));
const bare = async (run: IngestRun): Promise<number> => microsecondsEach(await byBareLoop(run));

const each = (microseconds: number): string => `${microseconds.toFixed(1)} µs of CPU a message`;

const baseline = (what: string, bare: readonly number[]): Figure => ({
  what,
  measured: each(median(bare)),
  target: 'reported',
  isReached: undefined,
});

/** By the median of the rounds' ratios: what disturbs a round disturbs both sides of it. */
function judged(what: string, took: readonly number[], bare: readonly number[], most: number): Figure {
  const ratio = median(took.map((time, round) => time / (bare[round] ?? NaN)));
  return {
    what,
    measured: each(median(took)),
    target: `${ratio.toFixed(2)} of the bare loop; target ≤ ${most}`,
    isReached: ratio <= most,
  };
}
