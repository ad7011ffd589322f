import { randomUUID } from 'node:crypto';
import { median, note, type Figure } from '../../measure.ts';
import { microsecondsEach } from '../child.ts';
import type { Backlog } from './backlog.ts';
import { byBareLoops, byIngestor } from './runs.ts';

const rounds = 3;
const [warmUp, messages] = [16_000, 48_000];
const targets = { new: 1.5, again: 2 } as const;

/** CPU of the ingestor's process for each message, against that of bare loops over the same messages and documents. */
export async function cpu(backlog: Backlog, mongodbUri: string): Promise<Figure[]> {
  const until = await backlog.growTo(messages);
  const spent = { bare: [] as number[], new: [] as number[], again: [] as number[] };
  const { broker, registryUrl } = backlog;
  for (let round = 0; round < rounds; round += 1) {
    const store = { broker, registryUrl, mongodbUri, until, messages, warmUp, database: `bench_${round}` };
    const run = () => ({ ...store, groupId: randomUUID() });
    const measureBare = async () => {
      const { consumed, inserted } = await byBareLoops({ ...run(), database: `bench_bare_${round}` });
      spent.bare.push(microsecondsEach(consumed) + microsecondsEach(inserted));
    };
    if (round % 2 === 0) await measureBare();
    spent.new.push(microsecondsEach(await byIngestor(run())));
    spent.again.push(microsecondsEach(await byIngestor(run())));
    if (round % 2 === 1) await measureBare();
    note(
      `round ${round + 1} of ${rounds}: ${Object.entries(spent)
        .map(([name, each]) => `${name} ${each.at(-1)?.toFixed(1)}`)
        .join(', ')} µs`,
    );
  }
  const bare = median(spent.bare);
  return [
    {
      what: 'kafkajs and avsc, and insertMany: two bare loops (baseline)',
      measured: `${bare.toFixed(1)} µs of CPU a message`,
      target: 'reported',
      isReached: undefined,
    },
    ratio('ingestor, new readings', median(spent.new), bare, targets.new),
    ratio('ingestor, the same by another group: stored already', median(spent.again), bare, targets.again),
  ];
}

const ratio = (what: string, own: number, bare: number, most: number): Figure => ({
  what,
  measured: `${own.toFixed(1)} µs of CPU a message`,
  target: `${(own / bare).toFixed(2)} of the bare loops; target ≤ ${most}`,
  isReached: own / bare <= most,
});
