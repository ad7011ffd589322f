import { randomUUID } from 'node:crypto';
import { median, note, type Figure } from '../../measure.ts';
import { microsecondsEach } from '../child.ts';
import type { Backlog } from './backlog.ts';
import { byBareLoops, byIngestor, type IngestRun } from './runs.ts';
import { startSink } from './sink.ts';

const rounds = 5;
const messages = 40_000;
const targets = { new: 1.5, again: 2 } as const;

/**
 * CPU of the ingestor's process for each message, against that of bare loops over the same messages and documents: into
 * a store that answers at once, which is all work, and into a slow one, for which it has to wait.
 */
export async function cpu(backlog: Backlog, mongodbUri: string): Promise<Figure[]> {
  const sink = await startSink();
  const until = await backlog.growTo(messages);
  const spent = { bareAtOnce: [], newAtOnce: [], bare: [], new: [], again: [] } as Record<string, number[]>;
  const { broker, registryUrl } = backlog;
  for (let round = 0; round < rounds; round += 1) {
    const run = (uri: string, database: string): IngestRun => {
      const log = { broker, registryUrl, until, messages, groupId: randomUUID() };
      return { ...log, mongodbUri: uri, sinkUri: sink.uri, database: `${database}_${round}` };
    };
    const measures: Record<string, () => Promise<number>> = {
      bareAtOnce: () => byBare(run(sink.uri, 'sink')),
      newAtOnce: () => own(run(sink.uri, 'sink')),
      bare: () => byBare(run(mongodbUri, 'bench_bare')),
      new: () => own(run(mongodbUri, 'bench')),
      again: () => own(run(mongodbUri, 'bench')),
    };
    for (const [name, measure] of Object.entries(measures)) spent[name]?.push(await measure());
    note(
      `round ${round + 1} of ${rounds}: ${Object.entries(spent)
        .map(([name, each]) => `${name} ${each.at(-1)?.toFixed(1)}`)
        .join(', ')} µs`,
    );
  }
  sink.close();
  const of = (name: string): number => median(spent[name] ?? []);
  return [
    baseline('two bare loops, store that answers at once (baseline)', of('bareAtOnce')),
    judged('ingestor, new readings, store that answers at once', of('newAtOnce'), of('bareAtOnce'), targets.new),
    baseline('two bare loops, FerretDB (baseline)', of('bare')),
    judged('ingestor, new readings, FerretDB', of('new'), of('bare'), targets.new),
    judged('ingestor, the same by another group: stored already, FerretDB', of('again'), of('bare'), targets.again),
  ];
}

const own = async (run: IngestRun): Promise<number> => microsecondsEach(await byIngestor(run));

async function byBare(run: IngestRun): Promise<number> {
  const { consumed, inserted } = await byBareLoops(run);
  return microsecondsEach(consumed) + microsecondsEach(inserted);
}

const each = (microseconds: number): string => `${microseconds.toFixed(1)} µs of CPU a message`;

const baseline = (what: string, bare: number): Figure => ({
  what,
  measured: each(bare),
  target: 'reported',
  isReached: undefined,
});

const judged = (what: string, took: number, bare: number, most: number): Figure => ({
  what,
  measured: each(took),
  target: `${(took / bare).toFixed(2)} of the bare loops; target ≤ ${most}`,
  isReached: took / bare <= most,
});
