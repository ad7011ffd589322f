import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedDataset, recordedDataset } from '../src/index.ts';
import { ask, ids, start, type LocationRow } from './fixture.ts';

const recorded = recordedDataset();
const generated = generatedDataset({ seed: 3, sensors: 200, from: 0, to: 864_000_000 });
const path = '/v3/locations';

describe('filters of locations', () => {
  it.each([
    ['iso=MX', 23],
    ['iso=mx', 0],
    ['countries_id=157', 23],
    ['countries_id=1,157&countries_id=9', 23],
    ['providers_id=223', 14],
    ['providers_id=119', 9],
    ['providers_id=119,223', 23],
    ['owner_contacts_id=4', 23],
    ['owner_contacts_id=5', 0],
    ['licenses_id=33', 9],
    ['instruments_id=2', 23],
    ['instruments_id=1', 0],
    ['parameters_id=2', 16],
    ['parameters_id=2&providers_id=119', 2],
    ['mobile=true', 0],
    ['mobile=no&monitor=1', 23],
    ['monitor=false', 0],
  ])('%s lets %i of 23 recorded locations through', async (query, count) => {
    const reply = await ask(await start({ data: recorded }), `${path}?${query}`);
    expect(ids(reply)).toHaveLength(count);
    expect(reply.locations().meta.found).toBe(count);
  });

  it.each([
    ['countries_id=9', (row: LocationRow) => row.country.code === 'IN'],
    ['parameters_id=2,32', (row: LocationRow) => row.sensors.some((one) => [2, 32].includes(one.parameter.id))],
    ['licenses_id=41', (row: LocationRow) => row.licenses?.[0]?.id === 41],
    ['instruments_id=7', (row: LocationRow) => row.instruments[0]?.id === 7],
    ['monitor=true', (row: LocationRow) => row.isMonitor],
    ['monitor=true&providers_id=66', (row: LocationRow) => row.isMonitor && row.provider.id === 66],
  ])('%s lets exactly those generated locations through that fit', async (query, fits) => {
    const simulator = await start({ data: generated });
    const all = (await ask(simulator, path)).locations().results;
    const expected = all.filter(fits).map((row) => row.id);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    expect(ids(await ask(simulator, `${path}?${query}`))).toEqual(expected);
  });

  it('does not trim the sensors of a location to the parameter asked for', async () => {
    const [row] = (await ask(await start({ data: recorded }), `${path}?parameters_id=2`)).locations().results;
    expect(row!.sensors.length).toBeGreaterThan(1);
  });

  it('takes the places inside a box, its edges included', async () => {
    const simulator = await start({ data: recorded });
    const inside = await ask(simulator, `${path}?bbox=-103.4,20.6,-103.3,20.7`);
    expect(ids(inside).length).toBeGreaterThan(0);
    for (const { coordinates } of inside.locations().results) {
      expect(coordinates.longitude).toSatisfy((x: number) => x >= -103.4 && x <= -103.3);
      expect(coordinates.latitude).toSatisfy((x: number) => x >= 20.6 && x <= 20.7);
    }
    // Vallarta stands at 20.68 exactly.
    expect(ids(await ask(simulator, `${path}?bbox=-103.3984,20.68,-103.3983,20.68`))).toEqual([7978]);
  });

  it('cuts the numbers of a box to four decimals', async () => {
    const simulator = await start({ data: recorded });
    // Miravalle stands at 20.614444…, -103.343333…: uncut, the south of the first box would leave it out.
    const box = (south: number) => `${path}?bbox=-103.3434,${south},-103.3433,20.6146`;
    expect(ids(await ask(simulator, box(20.61449)))).toEqual([7855]);
    expect(ids(await ask(simulator, box(20.6145)))).toEqual([]);
  });

  it('takes the places within a radius, with their distance, by id and not by distance', async () => {
    const simulator = await start({ data: recorded });
    const rows = (await ask(simulator, `${path}?coordinates=20.61449,-103.34339&radius=12000`)).locations().results;
    const distances = rows.map((row) => row.distance ?? NaN);
    const order = rows.map((row) => row.id);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(distances).not.toEqual(distances.toSorted((a, b) => a - b));
    expect(Math.max(...distances)).toBeLessThanOrEqual(12_000);
    const miravalle = rows.find((row) => row.id === 7855);
    // From 20.6144, -103.3433: 4.92 m north, 3.47 m west.
    expect(miravalle?.distance).toBeCloseTo(6.02, 1);
  });

  it('gives no distance without a radius', async () => {
    for (const row of (await ask(await start({ data: generated }), path)).locations().results)
      expect(row.distance).toBeNull();
  });
});

describe('order and pages of locations', () => {
  it('ascend by id unless asked to descend', async () => {
    const simulator = await start({ data: recorded });
    const up = ids(await ask(simulator, path));
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(ids(await ask(simulator, `${path}?order_by=id&sort_order=asc`))).toEqual(up);
    expect(ids(await ask(simulator, `${path}?sort_order=desc`))).toEqual(up.toReversed());
  });

  it.each([
    ['limit=10', { page: 1, limit: 10, found: '>10' }, 10],
    ['limit=10&page=3', { page: 3, limit: 10, found: 3 }, 3],
    ['limit=10&page=4', { page: 4, limit: 10, found: 0 }, 0],
    ['limit=23', { page: 1, limit: 23, found: '>23' }, 23],
    ['', { page: 1, limit: 100, found: 23 }, 23],
  ])('?%s', async (query, meta, count) => {
    const body = (await ask(await start({ data: recorded }), `${path}?${query}`)).locations();
    expect(body.meta).toEqual({ name: 'openaq-api', website: '/', ...meta });
    expect(body.results).toHaveLength(count);
  });

  it('hold every location once, whatever the limit', async () => {
    const simulator = await start({ data: generated });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 7, max: 60 }), async (limit) => {
        const seen: number[] = [];
        for (let page = 1, more = true; more; page += 1) {
          const found = ids(await ask(simulator, `${path}?limit=${limit}&page=${page}`));
          seen.push(...found);
          more = found.length === limit;
        }
        expect(seen).toEqual(generated.locationIds);
      }),
      { numRuns: 5 },
    );
  });
});

describe('one location', () => {
  it('is a list of one', async () => {
    const body = (await ask(await start({ data: recorded }), `${path}/7855`)).locations();
    expect(body.meta).toEqual({ name: 'openaq-api', website: '/', page: 1, limit: 100, found: 1 });
    expect(body.results.map((row: LocationRow) => row.name)).toEqual(['Miravalle']);
  });

  it.each([recorded, generated])('is 404 when unknown', async (data) => {
    const reply = await ask(await start({ data }), `${path}/1`);
    expect([reply.status, reply.text]).toEqual([404, '{"detail":"Location not found"}']);
  });
});
