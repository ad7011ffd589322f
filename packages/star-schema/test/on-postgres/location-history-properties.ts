import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishBatch } from '../../src/index.ts';
import { nextId, stage, station, type Row } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();

/** What a station says at one step: which description, and with which jitter of its coordinates. */
interface Sighting {
  readonly description: number;
  readonly jitter: number;
}

/** What a station says at each step, in order of time; undefined where it was not asked. */
type Observed = readonly (Sighting | undefined)[];

const steps = 6;
const instant = (step: number): string => `2025-06-01T0${step}:00:00Z`;

const sighting = (maximum: number): fc.Arbitrary<Sighting> =>
  fc.record({ description: fc.nat({ max: maximum }), jitter: fc.nat({ max: 1 }) });

const anyHistory: fc.Arbitrary<Observed> = fc.array(fc.option(sighting(2), { nil: undefined, freq: 4 }), {
  minLength: steps,
  maxLength: steps,
});

/** Descriptions that are given up for good: none returns. */
const historyWithoutReturn = anyHistory.map((observed): Observed => {
  let newest = 0;
  return observed.map((seen) => {
    if (seen === undefined) return undefined;
    newest += seen.description === 2 ? 1 : 0;
    return { ...seen, description: newest };
  });
});

/** Many stations at a time: a publish costs the same for one and for twenty. */
const stations = (history: fc.Arbitrary<Observed>) => fc.array(history, { minLength: 20, maxLength: 20 });

/** The versions that the raw store holds of a station after a step: when each content was seen first and last. */
function versions(locationId: number, observed: Observed, until: number): Row[] {
  const byContent = new Map<string, Row>();
  for (const [step, seen] of observed.entries()) {
    if (seen === undefined || step > until) continue;
    const content_hash = `${seen.description}${seen.jitter}`;
    const known = byContent.get(content_hash);
    const latitude = 20.7 + seen.jitter * 1e-5;
    byContent.set(
      content_hash,
      station({
        location_id: locationId,
        name: `description ${seen.description}`,
        latitude,
        content_hash,
        first_seen_at: known?.['first_seen_at'] ?? instant(step),
        last_seen_at: instant(step),
      }),
    );
  }
  return [...byContent.values()];
}

/** The history that a station should have: each change of description, from when it was seen. */
function changes(observed: Observed): [from: string, name: string][] {
  const runs: [string, string][] = [];
  for (const [step, seen] of observed.entries()) {
    const name = `description ${seen?.description}`;
    if (seen && runs.at(-1)?.[1] !== name)
      runs.push([runs.length === 0 ? '1900-01-01T00:00:00Z' : instant(step), name]);
  }
  return runs;
}

async function publishUntil(ids: readonly number[], observed: readonly Observed[], until: number) {
  const location = ids.flatMap((id, index) => versions(id, observed[index] ?? [], until));
  return publishBatch(database.pool, { batchId: await stage(database.pool, { location }) });
}

const dimension = (ids: readonly number[]) =>
  database.rows<{
    location_id: string;
    valid_from: Date;
    valid_to: Date;
    name: string;
    location_key: string;
    is_current: boolean;
  }>(
    `select location_key, location_id, valid_from, valid_to, is_current, name, attribute_hash from star.dim_location
     where location_id = any($1) order by location_id, valid_from`,
    [ids],
  );

async function expectHistory(ids: readonly number[], observed: readonly Observed[]): Promise<void> {
  const rows = await dimension(ids);
  const found = ids.map((id) => rows.filter(({ location_id }) => location_id === String(id)));
  const seen = found.map((station) =>
    station.map(({ valid_from, name }) => [valid_from.toISOString().replace('.000', ''), name]),
  );
  expect(seen).toEqual(observed.map(changes));
}

const property = <Case>(cases: fc.Arbitrary<Case>, check: (given: Case) => Promise<void>) =>
  fc.assert(fc.asyncProperty(cases, check), { numRuns: 3 });

describe('the history of a station', () => {
  it('is each change of the description, returns included, where every sighting is published', () =>
    property(stations(anyHistory), async (observed) => {
      const ids = observed.map(nextId);
      for (let step = 0; step < steps; step += 1) await publishUntil(ids, observed, step);
      await expectHistory(ids, observed);
    }));

  it('is the same, keys included, however often it was published and when it is rebuilt at once', () =>
    property(fc.tuple(stations(historyWithoutReturn), fc.subarray([0, 1, 2, 3, 4])), async ([observed, published]) => {
      const ids = observed.map(nextId);
      for (const step of published) await publishUntil(ids, observed, step);
      await publishUntil(ids, observed, steps - 1);
      await expectHistory(ids, observed);
      const incremental = await dimension(ids);
      await database.pool.query('delete from star.dim_location where location_id = any($1)', [ids]);
      await publishUntil(ids, observed, steps - 1);
      expect(await dimension(ids)).toEqual(incremental);
    }));

  it('has no gap, ends with what was seen last, and stays when nothing new is seen, whatever returns', () =>
    property(fc.tuple(stations(anyHistory), fc.subarray([0, 1, 2, 3, 4])), async ([observed, published]) => {
      const ids = observed.map(nextId);
      for (const step of published) await publishUntil(ids, observed, step);
      await publishUntil(ids, observed, steps - 1);
      const rows = await dimension(ids);
      for (const [index, id] of ids.entries()) {
        const own = rows.filter(({ location_id }) => location_id === String(id));
        expect(own.slice(0, -1).map(({ valid_to }) => valid_to)).toEqual(
          own.slice(1).map(({ valid_from }) => valid_from),
        );
        expect(own.filter(({ is_current }) => is_current)).toEqual(own.slice(-1));
        expect(own.at(-1)?.name).toBe(changes(observed[index] ?? []).at(-1)?.[1]);
      }
      const { tables } = await publishUntil(ids, observed, steps - 1);
      expect(tables['dim_location']).toEqual({ inserted: 0, updated: 0, unchanged: rows.length });
    }));
});
