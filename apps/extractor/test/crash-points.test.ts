import { generatedDataset } from '@airstar/openaq-simulator';
import { topics } from '@airstar/schemas';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Crash, crashing, type CrashPoint } from './crashing-transport.ts';
import { rememberSource } from './remembered-source.ts';
import { confirmedThrough, loggedReadings, readingId, startWorld, type LoggedReading, type World } from './set-up.ts';

const from = Date.UTC(2025, 0, 1);
const window = { from, to: from + 14 * 3_600_000 };
const data = generatedDataset({ ...window, seed: 11, sensors: 5, sensorsPerLocation: 2 });
const selection = { bbox: [-180, -90, 180, 90] } as const;

let source: Awaited<ReturnType<typeof rememberSource>>;
beforeAll(async () => {
  source = await rememberSource({ data }, window);
});

/** What was confirmed at a crash, and where the log ended then. */
interface CrashSite {
  readonly confirmed: ReadonlyMap<number, number>;
  readonly ends: readonly { readonly offset: number }[];
}

const crashPoint: fc.Arbitrary<CrashPoint> = fc.record({
  send: fc.integer({ min: 1, max: 60 }),
  isAppended: fc.boolean(),
});

async function runUntilDone({ run, transport }: World, batchId: string, crashes: readonly CrashPoint[]) {
  const sites: CrashSite[] = [];
  for (const crash of crashes) {
    try {
      return { sites, result: await run({ batchId, window, selection }, (own) => crashing(own, crash)) };
    } catch (error) {
      expect(error).toBeInstanceOf(Crash);
      const confirmed = await confirmedThrough(transport, batchId);
      sites.push({ confirmed, ends: await transport.endOffsets(topics.measurements.name) });
    }
  }
  return { sites, result: await run({ batchId, window, selection }) };
}

const isSentAgain = ({ confirmed, ends }: CrashSite, { sensorId, periodEndUtc, partition, offset }: LoggedReading) =>
  offset >= ends[partition]!.offset && periodEndUtc <= (confirmed.get(sensorId) ?? -Infinity);

async function expectTruth(world: World, batchId: string, crashes: readonly CrashPoint[]): Promise<void> {
  const { sites, result } = await runUntilDone(world, batchId, crashes);
  const logged = await loggedReadings(world.transport, batchId);
  expect(result.accounting).toMatchObject({ produced: logged.length, read: logged.length, locations: 3, rejected: 0 });
  expect(new Set(logged.map(readingId)).size).toBe(source.readings.length);
  for (const site of sites) expect(logged.filter((reading) => isSentAgain(site, reading))).toEqual([]);
  // The end offsets lie behind the last message of the batch, whichever attempt has sent it.
  const ends = result.endOffsets.filter(({ topic }) => topic === topics.measurements.name);
  for (const [partition, readings] of Map.groupBy(logged, (reading) => reading.partition)) {
    const end = ends.find((each) => each.partition === partition);
    expect(end?.offset).toBe(Math.max(...readings.map(({ offset }) => offset)) + 1);
  }
}

describe('wherever it crashes, every reading is in the log, what was confirmed once, and the counts are true', () => {
  test('at each send of a run, before and after the log has it', async () => {
    const world = await startWorld(source.open);
    for (let send = 1; send <= 60; send += 1) {
      await expectTruth(world, `before ${send}`, [{ send, isAppended: false }]);
      await expectTruth(world, `after ${send}`, [{ send, isAppended: true }]);
    }
  });

  test('again and again, at random sends', async () => {
    const world = await startWorld(source.open);
    let number = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(crashPoint, { minLength: 1, maxLength: 5 }), async (crashes) => {
        await expectTruth(world, `b${(number += 1)}`, crashes);
      }),
      { numRuns: 60 },
    );
  });
});
