import { describe, expect, it } from 'vitest';
import { publishBatch } from '../../src/index.ts';
import { day, hour, nextId, reading, sensor, stage, station, type Tables } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const end = '2025-06-01T01:00:00Z';

const publish = async (tables: Tables) =>
  (await publishBatch(database.pool, { batchId: await stage(database.pool, tables) })).tables;

const one = async (query: string, id: number) => (await database.rows(query, [id]))[0];

describe('a dimension without history', () => {
  it('takes new members, renames known ones in place and leaves the others alone', async () => {
    const [provider, owner] = [nextId(), nextId()];
    const described = station({ location_id: nextId(), provider_id: provider, owner_id: owner, country_id: nextId() });
    const first = await publish({ location: [described] });
    expect(first).toMatchObject({
      dim_provider: { inserted: 1 },
      dim_owner: { inserted: 1 },
      dim_country: { inserted: 1 },
    });
    const second = await publish({ location: [{ ...described, provider_name: ' AirNow 2 ' }] });
    expect(second).toMatchObject({
      dim_provider: { inserted: 0, updated: 1, unchanged: 0 },
      dim_owner: { inserted: 0, updated: 0, unchanged: 1 },
    });
    expect(await one('select name from star.dim_provider where provider_id = $1', provider)).toEqual({
      name: 'AirNow 2',
    });
  });

  it('shows the newest of the descriptions in a batch', async () => {
    const provider = nextId();
    const version = (name: string, day: number) =>
      station({
        location_id: nextId(),
        provider_id: provider,
        provider_name: name,
        first_seen_at: `2025-06-0${day}T00:00:00Z`,
      });
    await publish({ location: [version('old', 1), version('new', 3), version('older', 2)] });
    expect(await one('select name from star.dim_provider where provider_id = $1', provider)).toEqual({ name: 'new' });
  });

  it('has one parameter for all of its sensors, and their canonical unit', async () => {
    const parameter = nextId();
    const co = {
      parameter_id: parameter,
      parameter_name: 'co',
      unit_original: 'ppm',
      display_name: 'CO',
      molar_mass: 28.01,
    };
    const ids = [nextId(), nextId()];
    const tables = await publish({ sensor: ids.map((id) => sensor({ sensor_id: id, ...co })) });
    expect(tables).toMatchObject({ dim_parameter: { inserted: 1 }, dim_sensor: { inserted: 2 } });
    const row = await one('select * from star.dim_parameter where parameter_id = $1', parameter);
    expect(row).toMatchObject({ name: 'co', unit: 'µg/m³', display_name: 'CO', molar_mass: 28.01, is_inferred: false });
  });

  it('is the unknown member where a station has no country', async () => {
    const id = nextId();
    await publish({ location: [station({ location_id: id, country_id: null })] });
    expect(
      await one(
        'select country_id, country from star.station join star.dim_location using (location_key, location_id) where location_id = $1',
        id,
      ),
    ).toEqual({
      country_id: '-1',
      country: 'Unknown',
    });
  });
});

describe('a fact whose description is late', () => {
  it('gets members of its own, which are filled in, in place, and the fact stays right', async () => {
    const id = nextId();
    const parameter = nextId();
    const measurement = [reading({ sensor_id: id, parameter_id: parameter, period_end_utc: end })];
    const first = await publish({ measurement });
    expect(first).toMatchObject({
      dim_parameter: { inserted: 1, updated: 0, unchanged: 0 },
      dim_sensor: { inserted: 1, updated: 0, unchanged: 0 },
      dim_location: { inserted: 1, updated: 0, unchanged: 0 },
    });
    const joined = `select m.location_key, s.name as station, s.is_inferred, x.is_inferred as sensor_inferred,
        p.name as parameter, m.ctid, s.valid_from
      from star.fact_measurement m join star.dim_location s using (location_key)
      join star.dim_sensor x using (sensor_id) join star.dim_parameter p on p.parameter_id = m.parameter_id
      where m.sensor_id = $1`;
    const before = await one(joined, id);
    expect(before).toMatchObject({ station: null, is_inferred: true, sensor_inferred: true, parameter: 'unknown' });

    const described = {
      location: [station({ location_id: id })],
      sensor: [sensor({ sensor_id: id, parameter_id: parameter })],
    };
    const second = await publish({ measurement, ...described });
    expect(second).toMatchObject({
      dim_parameter: { inserted: 0, updated: 1, unchanged: 0 },
      dim_sensor: { inserted: 0, updated: 1, unchanged: 0 },
      dim_location: { inserted: 0, updated: 1, unchanged: 0 },
      fact_measurement: { inserted: 0, updated: 0, unchanged: 1 },
    });
    expect(await one(joined, id)).toEqual({
      ...before,
      station: `Station ${id}`,
      is_inferred: false,
      sensor_inferred: false,
      parameter: 'pm25',
    });
  });

  it('needs them only once', async () => {
    const id = nextId();
    const tables = { measurement: [reading({ sensor_id: id, period_end_utc: end })] };
    await publish(tables);
    expect(await publish(tables)).toMatchObject({ dim_sensor: { inserted: 0 }, dim_location: { inserted: 0 } });
  });

  it('may be an hour or a day without a reading', async () => {
    const [first, second] = [nextId(), nextId()];
    await publish({
      hour: [hour({ sensor_id: first, hour_start_utc: '2025-06-01T00:00:00Z' })],
      day: [day({ sensor_id: second, local_date: '2025-06-01' })],
    });
    const inferred = 'select sensor_id from star.dim_sensor where is_inferred and sensor_id = any($1) order by 1';
    expect(await database.rows(inferred, [[first, second]])).toEqual([
      { sensor_id: `${first}` },
      { sensor_id: `${second}` },
    ]);
  });
});

describe('the licences and instruments of a station', () => {
  const licence = (location: number, licenceId: number, more = {}) => ({
    location_id: location,
    licence_id: licenceId,
    name: `Licence ${licenceId}`,
    attribution_name: 'Somebody',
    attribution_url: null,
    date_from: '2016-01-30',
    date_to: null,
    ...more,
  });

  it('have dates without an open end', async () => {
    const id = nextId();
    await publish({
      location: [station({ location_id: id })],
      location_licence: [licence(id, 33), licence(id, 34, { date_from: null })],
    });
    const dates =
      'select date_from::text, date_to::text from star.bridge_location_licence where location_id = $1 order by 1';
    expect(await database.rows(dates, [id])).toEqual([
      { date_from: '1900-01-01', date_to: '9999-12-31' },
      { date_from: '2016-01-30', date_to: '9999-12-31' },
    ]);
  });

  it('are those of its newest description, and of no station but its own', async () => {
    const [id, other] = [nextId(), nextId()];
    const stations = [id, other].map((location_id) => station({ location_id }));
    await publish({ location: stations, location_licence: [licence(id, 33), licence(id, 34), licence(other, 34)] });
    const tables = await publish({
      location: [station({ location_id: id })],
      location_licence: [licence(id, 33, { attribution_name: 'Another' }), licence(id, 35)],
    });
    expect(tables['bridge_location_licence']).toEqual({ inserted: 1, updated: 1, unchanged: 0, removed: 1 });
    const left =
      'select location_id::int, licence_id::int, attribution_name from star.bridge_location_licence where location_id = any($1) order by 1, 2';
    expect(await database.rows(left, [[id, other]])).toEqual([
      { location_id: id, licence_id: 33, attribution_name: 'Another' },
      { location_id: id, licence_id: 35, attribution_name: 'Somebody' },
      { location_id: other, licence_id: 34, attribution_name: 'Somebody' },
    ]);
  });

  it('are left alone where the batch does not describe the station', async () => {
    const id = nextId();
    const instrument = { location_id: id, instrument_id: nextId(), name: 'Government Monitor' };
    await publish({ location: [station({ location_id: id })], location_instrument: [instrument] });
    await publish({ measurement: [reading({ sensor_id: id, period_end_utc: end })] });
    const kept = 'select count(*)::int from star.bridge_location_instrument where location_id = $1';
    expect(await database.value(kept, [id])).toBe(1);
  });
});
