import { describe, expect, it } from 'vitest';
import { publishBatch } from '../../src/index.ts';
import { nextId, reading, readings, stage, station, type Row } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const at = (date: string): string => `2025-06-${date}T00:00:00Z`;
const first = '1900-01-01';
const open = '9999-12-31';

const publish = async (location: readonly Row[], measurement: readonly Row[] = []) =>
  publishBatch(database.pool, { batchId: await stage(database.pool, { location, measurement }) });

/** The rows of a station as [name, valid from, valid to, is it current], days of 2025-06 as two digits. */
async function history(id: number) {
  const rows = await database.rows<{ name: string; valid_from: string; valid_to: string; is_current: boolean }>(
    `select name, to_char(valid_from at time zone 'UTC', 'YYYY-MM-DD') as valid_from,
       to_char(valid_to at time zone 'UTC', 'YYYY-MM-DD') as valid_to, is_current
     from star.dim_location where location_id = $1 order by valid_from`,
    [id],
  );
  return rows.map((row) => [
    row.name,
    row.valid_from.replace('2025-06-', ''),
    row.valid_to.replace('2025-06-', ''),
    row.is_current,
  ]);
}

/** A version of the description with the name as its content. */
const named = (id: number, name: string, seen: string, lastSeen = seen): Row =>
  station({ location_id: id, name, content_hash: name, first_seen_at: at(seen), last_seen_at: at(lastSeen) });

describe('the history of a station', () => {
  it('begins in 1900, because its first description held before we looked', async () => {
    const id = nextId();
    expect((await publish([named(id, 'A', '01')])).tables['dim_location']).toEqual({
      inserted: 1,
      updated: 0,
      unchanged: 0,
    });
    expect(await history(id)).toEqual([['A', first, open, true]]);
  });

  it('gets a row when the station is renamed, from when the name was first seen', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01')]);
    const { tables } = await publish([named(id, 'A', '01'), named(id, 'B', '05')]);
    expect(tables['dim_location']).toEqual({ inserted: 1, updated: 1, unchanged: 0 });
    expect(await history(id)).toEqual([
      ['A', first, '05', false],
      ['B', '05', open, true],
    ]);
  });

  it('changes nothing when the same versions come again, or are seen again', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), named(id, 'B', '05')]);
    const { tables } = await publish([named(id, 'A', '01'), named(id, 'B', '05', '09')]);
    expect(tables['dim_location']).toEqual({ inserted: 0, updated: 0, unchanged: 2 });
  });

  it('goes back when the station does: A, B, A', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), named(id, 'B', '05')]);
    await publish([named(id, 'A', '01', '07'), named(id, 'B', '05')]);
    const returned = [
      ['A', first, '05', false],
      ['B', '05', '07', false],
      ['A', '07', open, true],
    ];
    expect(await history(id)).toEqual(returned);
    await publish([named(id, 'A', '01', '09'), named(id, 'B', '05')]);
    expect(await history(id)).toEqual(returned);
  });

  it('knows of A, B, A when all of it comes at once', async () => {
    const id = nextId();
    await publish([named(id, 'B', '05'), named(id, 'A', '01', '07')]);
    expect((await history(id)).map((row) => row.slice(0, 2))).toEqual([
      ['A', first],
      ['B', '05'],
      ['A', '07'],
    ]);
  });

  it('goes on after a return: A, B, A, C, and back to B', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), named(id, 'B', '02')]);
    await publish([named(id, 'A', '01', '03'), named(id, 'B', '02')]);
    await publish([named(id, 'A', '01', '03'), named(id, 'B', '02'), named(id, 'C', '04')]);
    await publish([named(id, 'A', '01', '03'), named(id, 'B', '02', '05'), named(id, 'C', '04')]);
    expect(await history(id)).toEqual([
      ['A', first, '02', false],
      ['B', '02', '03', false],
      ['A', '03', '04', false],
      ['C', '04', '05', false],
      ['B', '05', open, true],
    ]);
  });

  it('takes a version that comes late into its place, and rewrites nothing but the end before it', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), named(id, 'C', '05')]);
    const before = await database.rows('select * from star.dim_location where location_id = $1 and name = $2', [
      id,
      'C',
    ]);
    await publish([named(id, 'A', '01'), named(id, 'B', '03'), named(id, 'C', '05')]);
    expect(await history(id)).toEqual([
      ['A', first, '03', false],
      ['B', '03', '05', false],
      ['C', '05', open, true],
    ]);
    expect(
      await database.rows('select * from star.dim_location where location_id = $1 and name = $2', [id, 'C']),
    ).toEqual(before);
  });

  it('goes on from what it has when the older versions are gone from the raw store', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01')]);
    await publish([named(id, 'C', '05')]);
    expect(await history(id)).toEqual([
      ['A', first, '05', false],
      ['C', '05', open, true],
    ]);
  });

  it('decides by the hash between two descriptions seen at one instant', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), named(id, 'C', '03'), named(id, 'B', '03')]);
    expect((await history(id)).map((row) => row.slice(0, 2))).toEqual([
      ['A', first],
      ['C', '03'],
    ]);
  });
});

describe('what makes no version', () => {
  it.each([
    ['coordinates that jitter below 4 decimals', { latitude: 20.719412, longitude: -103.355312 }, 1],
    ['blanks round the name', { name: ' A\t' }, 1],
    ['an empty locality instead of none', { locality: ' ' }, 1],
    ['the name of the provider, which is in its own dimension', { provider_name: 'renamed' }, 1],
    ['but coordinates that move by 11 m do', { latitude: 20.7195 }, 2],
    ['but another zone does', { timezone: 'America/Mexico_City' }, 2],
    ['but another provider does', { provider_id: 7 }, 2],
    ['but coordinates that are withdrawn do', { latitude: null, longitude: null }, 2],
  ])('is %s', async (_, change, rows) => {
    const id = nextId();
    const a = named(id, 'A', '01');
    await publish([a, { ...a, ...change, content_hash: 'b', first_seen_at: at('03'), last_seen_at: at('03') }]);
    expect(await history(id)).toHaveLength(rows);
  });

  it('is a mobile station on its way, which has no coordinates at all', async () => {
    const id = nextId();
    const a = { ...named(id, 'A', '01'), is_mobile: true };
    await publish([
      a,
      { ...a, latitude: 48.1, longitude: 11.5, content_hash: 'b', first_seen_at: at('03'), last_seen_at: at('03') },
    ]);
    expect(await history(id)).toHaveLength(1);
    const place = 'select latitude, longitude from star.dim_location where location_id = $1';
    expect(await database.rows(place, [id])).toEqual([{ latitude: null, longitude: null }]);
  });
});

describe('a fact', () => {
  /** [Hour of 2025-06-05 at which the reading starts, name of the station it points to]. */
  const pointed = (id: number) =>
    database.rows(
      `select extract(hour from period_start_utc at time zone 'UTC')::int as hour, s.name
       from star.fact_measurement join star.dim_location s using (location_key) where sensor_id = $1 order by 1`,
      [id],
    );
  const b = (id: number): Row => ({
    ...named(id, 'B', '05'),
    first_seen_at: '2025-06-05T02:00:00Z',
    last_seen_at: at('06'),
  });

  it('joins the version valid at the start of its period', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01'), b(id)], readings(4, { sensor_id: id, from: '2025-06-05T01:00:00Z' }));
    expect(await pointed(id)).toEqual([
      { hour: 0, name: 'A' },
      { hour: 1, name: 'A' },
      { hour: 2, name: 'B' },
      { hour: 3, name: 'B' },
    ]);
  });

  it('of an earlier batch moves to a version that came late', async () => {
    const id = nextId();
    const other = nextId();
    const rows = readings(4, { sensor_id: id, from: '2025-06-05T01:00:00Z' });
    const neighbour = reading({ sensor_id: other, period_end_utc: '2025-06-05T04:00:00Z' });
    await publish([named(id, 'A', '01'), named(other, 'A', '01')], [...rows, neighbour]);
    const { rekeyed } = await publish([named(id, 'A', '01'), b(id)]);
    expect(rekeyed).toBe(2);
    expect((await pointed(id)).map((row) => Object.values(row).join())).toEqual(['0,A', '1,A', '2,B', '3,B']);
    expect(await pointed(other)).toEqual([{ hour: 3, name: 'A' }]);
  });

  it('is not looked at when no interval was split', async () => {
    const id = nextId();
    await publish([named(id, 'A', '01')], readings(2, { sensor_id: id, from: '2025-06-05T01:00:00Z' }));
    expect((await publish([named(id, 'A', '01')])).rekeyed).toBe(0);
  });
});
