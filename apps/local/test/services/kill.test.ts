import type { Transport } from '@airstar/kafka-io';
import { stageAccountingSchema } from '@airstar/schemas';
import { describe, expect, test } from 'vitest';
import { lastLineOf, type Ended } from './app.ts';
import type { Target } from './kill/battlefield.ts';
import { periodOf, refusedReadings } from './kill/dead-letters.ts';
import type { Extraction } from './kill/extractor.ts';
import { seeded, shuffled } from './kill/random.ts';
import { openStack, type Broker } from './kill/stack.ts';
import { expectedVersions, misfitsOf, type Batch } from './kill/supply.ts';

const minutes = 60_000;
const auditEvery = 13;

// eslint-disable-next-line no-restricted-properties -- a run that failed has to be repeatable
const seed = Number(process.env['AIRSTAR_KILL_SEED'] ?? 20_261_126);

type Rounds = Readonly<Record<Target, number>>;

const many: Rounds = { extractor: 16, ingestor: 16, store: 8, registry: 4, broker: 4, 'frozen broker': 4 };
const some: Rounds = { extractor: 4, ingestor: 4, store: 2, registry: 1, broker: 2, 'frozen broker': 1 };

/** Drains several batches at once, as nothing else is at work any more. */
async function drainAll(extractions: readonly Extraction[], environment: NodeJS.ProcessEnv) {
  const queue = extractions.values();
  const accountings = new Map<string, ReturnType<typeof stageAccountingSchema.parse>>();
  const worker = async (): Promise<void> => {
    for (const { batch, line } of queue) {
      const printed = await lastLineOf('ingestor', ['drain', '--extraction', line], environment);
      accountings.set(batch.batchId, stageAccountingSchema.parse(JSON.parse(printed)));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return accountings;
}

/** Compares what was published with what was taken in, batch by batch. Gives how many versions that brought. */
function reconciled(extractions: readonly Extraction[], accountings: Awaited<ReturnType<typeof drainAll>>): number {
  let insertedInAll = 0;
  for (const { batch, report } of extractions) {
    const { batchId, read, inserted, duplicate, rejected } = accountings.get(batch.batchId)!;
    expect({ batchId, read }).toEqual({ batchId: batch.batchId, read: report.produced });
    expect(inserted + duplicate + rejected).toBe(read);
    expect(rejected).toBeGreaterThanOrEqual(misfitsOf(batch, 'ingestor').length);
    expect(report.rejected).toBeGreaterThanOrEqual(misfitsOf(batch, 'extractor').length);
    insertedInAll += inserted;
  }
  return insertedInAll;
}

/** Each reading that does not fit lies among the dead letters, and no other. */
async function expectMisfits(transport: Transport, batches: readonly Batch[]): Promise<void> {
  const refused = await refusedReadings(transport);
  for (const refuser of ['extractor', 'ingestor'] as const) {
    const misfits = batches.flatMap((batch) => misfitsOf(batch, refuser)).map(periodOf);
    expect([...refused[refuser]].toSorted()).toEqual([...new Set(misfits)].toSorted());
  }
}

/** Enough to see what went wrong. */
const few = (names: readonly string[]): readonly string[] => names.slice(0, 10);

function difference(stored: readonly string[], expected: ReadonlySet<string>) {
  const once = new Set(stored);
  return {
    lost: few([...expected].filter((name) => !once.has(name))),
    unasked: few([...once].filter((name) => !expected.has(name))),
    doubled: stored.length - once.size,
  };
}

/** What ended without being killed has said why in one line. */
const unexplained = (failures: readonly Ended[]): string[] =>
  failures.map(({ stderr }) => stderr).filter((stderr) => /^ +at /m.test(stderr));

// So many batches at least; every fourth is a correction.
describe.each<[Broker, Rounds, number]>([
  ['kafka-3.9', many, 8],
  ['kafka-4', some, 4],
])('on %s', (broker, rounds, fewestBatches) => {
  const strikes = Object.values(rounds).reduce((sum, count) => sum + count);

  test(`${strikes} kills at random moments lose nothing and double nothing`, { timeout: 15 * minutes }, async () => {
    process.stderr.write(`${broker}: ${strikes} kills, AIRSTAR_KILL_SEED=${seed}\n`);
    const random = seeded(seed);
    await using cleanup = new AsyncDisposableStack();
    const stack = await openStack(broker, seed, random, cleanup);
    const { extractor, ingestors, audit, battlefield } = stack;

    for (const [round, target] of shuffled(rounds, random).entries()) {
      await battlefield.strike(target);
      if (round % auditEvery < auditEvery - 1) continue;
      await battlefield.mended();
      expect(few(await audit.committedAhead())).toEqual([]);
    }
    await battlefield.mended();
    extractor.conclude(fewestBatches);
    await extractor.finished;
    await expect.poll(() => audit.lag(), { timeout: 3 * minutes, interval: 500 }).toBe(0);
    for (const ingestor of ingestors) expect(await ingestor.stop()).toMatchObject({ exitCode: 0 });
    expect(unexplained([...extractor.failures, ...ingestors.flatMap(({ failures }) => failures)])).toEqual([]);

    const { extractions } = extractor;
    const batches = extractions.map(({ batch }) => batch);
    const stored = await audit.stored();
    expect(difference(stored, expectedVersions(batches))).toEqual({ lost: [], unasked: [], doubled: 0 });
    expect(few(await audit.committedAhead())).toEqual([]);

    expect(reconciled(extractions, await drainAll(extractions, stack.environment))).toBe(stored.length);
    process.stderr.write(`${broker}: ${extractions.length} batches, ${stored.length} versions stored\n`);

    await expectMisfits(stack.transport, batches);
  });
});
