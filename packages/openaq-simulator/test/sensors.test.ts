import { describe, expect, it } from 'vitest';
import { generatedDataset, recordedDataset } from '../src/index.ts';
import { ask, hour, ids, start } from './fixture.ts';

const recorded = recordedDataset();
const generated = generatedDataset({ seed: 3, sensors: 60, from: Date.UTC(2025, 0), to: Date.UTC(2025, 1) });

describe('sensors', () => {
  it('of a location come all at once', async () => {
    const body = (await ask(await start({ data: recorded }), '/v3/locations/7855/sensors')).sensors();
    expect(body.meta).toEqual({ name: 'openaq-api', website: '/', page: 1, limit: 100, found: 8 });
    expect(body.results).toHaveLength(8);
  });

  it('of an unknown location are none, and that is no error', async () => {
    const reply = await ask(await start({ data: generated }), '/v3/locations/1/sensors');
    expect([reply.status, reply.text]).toEqual([
      200,
      '{"meta":{"name":"openaq-api","website":"/","page":1,"limit":100,"found":0},"results":[]}',
    ]);
  });

  it('of a location with a hundred of them are found ">100", because 100 is compared with 100', async () => {
    const data = generatedDataset({ seed: 1, sensors: 100, sensorsPerLocation: 100, from: 0, to: 10 * hour });
    const body = (await ask(await start({ data }), `/v3/locations/${data.locationIds[0]}/sensors`)).sensors();
    expect(body.meta.found).toBe('>100');
  });

  it.each([recorded, generated])('are those that their location lists, each reachable by id', async (data) => {
    const simulator = await start({ data });
    for (const location of (await ask(simulator, '/v3/locations?limit=4')).locations().results) {
      const listed: number[] = location.sensors.map((one) => one.id);
      const reply = await ask(simulator, `/v3/locations/${location.id}/sensors`);
      expect(ids(reply).toSorted()).toEqual(listed.toSorted());
      const [first] = reply.sensors().results;
      expect((await ask(simulator, `/v3/sensors/${first!.id}`)).sensors().results).toEqual([first]);
    }
  });

  it.each(['1', '20000061'])('number %s is 404', async (id) => {
    const reply = await ask(await start({ data: generated }), `/v3/sensors/${id}`);
    expect([reply.status, reply.text]).toEqual([404, '{"detail":"Sensor not found"}']);
  });
});

describe('the row of a generated sensor', () => {
  it('sums up its series', async () => {
    const [row] = (await ask(await start({ data: generated }), '/v3/sensors/20000002')).sensors().results;
    const readings = [...generated.expectedReadings(1, -Infinity, Infinity)];
    const values = readings.flatMap(({ value }) => value ?? []);
    expect(row!.name).toBe('o3 ppm');
    expect(row!.coverage).toMatchObject({
      expectedCount: 1,
      observedCount: readings.length,
      observedInterval: `${readings.length}:00:00`,
      percentComplete: readings.length * 100,
    });
    expect(Date.parse(row!.datetimeFirst.utc)).toBe(readings[0]?.periodEnd);
    expect(Date.parse(row!.datetimeLast.utc)).toBe(readings.at(-1)?.periodEnd);
    expect(row!.summary).toMatchObject({ min: Math.min(...values), max: Math.max(...values), q02: null, sd: null });
    expect(row!.latest.value).toBe(readings.findLast(({ value }) => value !== null)?.value);
  });

  it('has five nulls where nothing was ever reported', async () => {
    expect(generated.describe(28).silent).toBe(true);
    const reply = await ask(await start({ data: generated }), `/v3/sensors/${generated.sensorIds[28]}`);
    expect(reply.sensors().results[0]).toMatchObject({
      datetimeFirst: null,
      datetimeLast: null,
      coverage: null,
      latest: null,
      summary: null,
    });
  });
});
