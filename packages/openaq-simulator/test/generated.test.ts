import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedDataset, type GeneratedReading } from '../src/index.ts';
import { ask, hour, iso, start, type MeasurementRow } from './fixture.ts';

const from = Date.UTC(2024, 11, 15);
const to = Date.UTC(2025, 3, 15);
const sensors = 64;
const data = generatedDataset({ seed: 42, sensors, from, to });
const anySensor = fc.integer({ min: 0, max: sensors - 1 });
const anyInstant = fc.integer({ min: from - 100 * hour, max: to + 100 * hour });
const all = Array.from({ length: sensors }, (_, index) => [...data.expectedReadings(index, -Infinity, Infinity)]);

/** What the server sends of a reading, as a client would read it. */
function sent({ value, flagInfo, period }: MeasurementRow): Partial<GeneratedReading> {
  return {
    periodStart: Date.parse(period.datetimeFrom.utc),
    periodEnd: Date.parse(period.datetimeTo.utc),
    value,
    hasFlags: flagInfo.hasFlags,
  };
}

function due({ periodStart, periodEnd, value, hasFlags }: GeneratedReading): Partial<GeneratedReading> {
  return { periodStart, periodEnd, value, hasFlags };
}

describe('what the server sends of generated data', () => {
  it('is the closed form: the pages of any window hold every reading once, in order', async () => {
    const simulator = await start({ data });
    const window = fc.tuple(anyInstant, anyInstant).filter(([a, b]) => Math.floor(a / 1000) < Math.floor(b / 1000));
    await fc.assert(
      fc.asyncProperty(anySensor, window, fc.integer({ min: 150, max: 1000 }), async (index, [start, end], limit) => {
        const base = `/v3/sensors/${data.sensorIds[index]}/measurements?datetime_from=${iso(start)}&datetime_to=${iso(end)}`;
        const rows: MeasurementRow[] = [];
        for (let page = 1, more = true; more; page += 1) {
          const { meta, results } = (await ask(simulator, `${base}&limit=${limit}&page=${page}`)).measurements();
          rows.push(...results);
          expect(meta.found).toBe(results.length === limit ? `>${limit}` : results.length);
          more = results.length === limit;
        }
        expect(rows.map(sent)).toEqual([...data.expectedReadings(index, start, end)].map(due));
      }),
      { numRuns: 25 },
    );
  });

  it('falls into the same rows however a window is cut', () => {
    fc.assert(
      fc.property(anySensor, fc.array(anyInstant, { minLength: 1, maxLength: 6 }), (index, cuts) => {
        const bounds = [-Infinity, ...cuts.toSorted((a, b) => a - b), Infinity];
        const parts = bounds.slice(1).flatMap((end, i) => [...data.expectedReadings(index, bounds[i] ?? NaN, end)]);
        expect(parts).toEqual(all[index]);
      }),
      { numRuns: 20 },
    );
  });

  it('has rows of the shape and the bytes of the real server', async () => {
    const simulator = await start({ data: generatedDataset({ seed: 1, sensors: 8, from: 0, to: 48 * hour }) });
    const { text } = await ask(simulator, '/v3/sensors/20000005/measurements?limit=1');
    expect(text).toMatch(
      /^{"meta":{"name":"openaq-api","website":"\/","page":1,"limit":1,"found":">1"},"results":\[{"value":-?\d+\.\d+,/,
    );
    expect(text.slice(text.indexOf('"flagInfo"'))).toBe(
      '"flagInfo":{"hasFlags":false},"parameter":{"id":7,"name":"no2","units":"ppm","displayName":null},"period":{"label":"raw","interval":"01:00:00","datetimeFrom":{"utc":"1969-12-31T23:15:00Z","local":"1970-01-01T04:45:00+05:30"},"datetimeTo":{"utc":"1970-01-01T00:15:00Z","local":"1970-01-01T05:45:00+05:30"}},"coordinates":null,"summary":null,"coverage":{"expectedCount":1,"expectedInterval":"01:00:00","observedCount":1,"observedInterval":"01:00:00","percentComplete":100.0,"percentCoverage":100.0,"datetimeFrom":{"utc":"1969-12-31T23:15:00Z","local":"1970-01-01T04:45:00+05:30"},"datetimeTo":{"utc":"1970-01-01T00:15:00Z","local":"1970-01-01T05:45:00+05:30"}}}]}',
    );
  });
});

describe('the closed form', () => {
  it('gives an hour the same reading alone as in its series', () => {
    fc.assert(
      fc.property(anySensor, fc.integer({ min: 0, max: 2000 }), (index, position) => {
        const reading = all[index]?.[position];
        if (reading === undefined) return;
        expect(data.reading(index, Math.floor(reading.periodEnd / hour))).toEqual(reading);
      }),
    );
  });

  it('gives nothing for a gap, nor outside the period of the data set', () => {
    const present = new Set(all[0]?.map(({ periodEnd }) => periodEnd / hour));
    const hours = Array.from({ length: (to - from) / hour }, (_, i) => from / hour + 1 + i);
    const gaps = hours.filter((one) => !present.has(one));
    expect(gaps.length).toBeGreaterThan(10);
    for (const gap of [...gaps, from / hour, to / hour + 1]) expect(data.reading(0, gap)).toBeUndefined();
  });

  it('depends on the seed, and on nothing else that may differ', () => {
    const window = [Date.UTC(2025, 0, 10), Date.UTC(2025, 0, 20)] as const;
    const read = (options: { seed: number; sensors: number; from: number }): GeneratedReading[] => [
      ...generatedDataset({ ...options, to }).expectedReadings(3, ...window),
    ];
    const same = read({ seed: 42, sensors, from });
    expect(same.length).toBeGreaterThan(100);
    expect(read({ seed: 42, sensors: 5000, from: 0 })).toEqual(same);
    expect(read({ seed: 43, sensors, from })).not.toEqual(same);
  });

  it('stays what it was: a change of these values breaks the figures of others', () => {
    const [first, second] = data.expectedReadings(0, from, to);
    expect([first, second]).toMatchInlineSnapshot(`
      [
        {
          "hasFlags": false,
          "kind": "plausible",
          "locationId": 9000001,
          "periodEnd": 1734224400000,
          "periodStart": 1734220800000,
          "sensorId": 20000001,
          "value": 11.5,
        },
        {
          "hasFlags": false,
          "kind": "plausible",
          "locationId": 9000001,
          "periodEnd": 1734228000000,
          "periodStart": 1734224400000,
          "sensorId": 20000001,
          "value": 9.9,
        },
      ]
    `);
    expect(data.readingCount()).toMatchInlineSnapshot(`169032`);
  });

  it('counts what it has', () => {
    expect(data.readingCount()).toBe(all.flat().length);
  });
});

describe('generated data', () => {
  const readings = all.flat();
  const share = (fits: (reading: GeneratedReading) => boolean): number =>
    readings.filter(fits).length / readings.length;

  it.each([
    ['null', 0.004],
    ['sentinel', 0.003],
    ['small-negative', 0.005],
    ['large-negative', 0.002],
    ['spike', 0.003],
    ['plausible', 0.983],
  ])('hold %s values in a share of about %d', (kind, expected) => {
    expect(share((reading) => reading.kind === kind)).toBeCloseTo(expected, 2.3);
  });

  it('hold the codes of vendors, one of them for PM10 alone', () => {
    const codes = (name: string) => {
      const indices = all.flatMap((_, index) => (data.describe(index).parameter.name === name ? [index] : []));
      const found = indices.flatMap((index) => all[index] ?? []).filter(({ kind }) => kind === 'sentinel');
      return [...new Set(found.map(({ value }) => value))].toSorted((a, b) => Number(a) - Number(b));
    };
    expect(codes('pm10')).toEqual([-9999, -999, -99, 985, 9999]);
    expect(codes('o3')).toEqual([-9999, -999, -99, 9999]);
  });

  it('are null exactly where they say so, and flagged there', () => {
    expect(
      readings.filter(({ value }) => value === null).every(({ kind, hasFlags }) => kind === 'null' && hasFlags),
    ).toBe(true);
    expect(share(({ hasFlags }) => hasFlags)).toBeCloseTo(0.014, 2);
  });

  it('are negative by a little and by a lot, and out of range by far', () => {
    for (const { kind, value, sensorId } of readings) {
      if (kind === 'plausible') continue;
      const { parameter } = data.describe(sensorId - 20_000_001);
      if (kind === 'small-negative') expect(value).toBeGreaterThanOrEqual(-9.1 / 10 ** parameter.decimals);
      if (kind === 'large-negative') expect(value).toBeLessThan(-4 * parameter.typical);
      if (kind === 'spike') expect(value).toBeGreaterThan(parameter.ceiling);
    }
    const ceilings = data.sensorIds.map((_, index) => data.describe(index).parameter.ceiling);
    const outside = readings.filter(({ kind, value, sensorId }) => {
      const ceiling = ceilings[sensorId - 20_000_001] ?? NaN;
      return kind === 'plausible' && !(Number(value) <= ceiling);
    });
    expect(outside).toEqual([]);
    expect(readings.some(({ value }) => value === 1.05e34)).toBe(true);
  });

  it('show the tails of 32-bit floats at every fourth sensor', () => {
    const tails = (index: number) => all[index]?.filter(({ value }) => String(value).length > 12).length ?? 0;
    expect(tails(3)).toBeGreaterThan(1000);
    expect(tails(2)).toBe(0);
  });

  it('have lost hours and outages', () => {
    const lost = 1 - readings.length / ((sensors - 2) * ((to - from) / hour));
    expect(lost).toBeGreaterThan(0.03);
    expect(lost).toBeLessThan(0.1);
    const outages = all.flatMap((series) =>
      series.filter((one, i) => i > 0 && one.periodStart - (series[i - 1]?.periodEnd ?? 0) > 24 * hour),
    );
    expect(outages.length).toBeGreaterThan(sensors);
  });

  it('follow the day: ozone is highest in the local afternoon', () => {
    const index = all.findIndex((_, i) => data.describe(i).parameter.name === 'o3');
    const { site } = data.describe(index);
    const byHour = Array.from({ length: 24 }, () => ({ sum: 0, count: 0 }));
    for (const { kind, value, periodEnd } of all[index] ?? []) {
      const cell = byHour[(Math.round(periodEnd / hour + site.standardOffset / 60) + 240) % 24];
      if (kind !== 'plausible' || cell === undefined) continue;
      cell.sum += value ?? 0;
      cell.count += 1;
    }
    const means = byHour.map(({ sum, count }) => sum / count);
    expect(means.indexOf(Math.max(...means))).toBeOneOf([13, 14, 15, 16, 17]);
  });

  it('follow the year: particles are higher in the winter of either hemisphere', () => {
    const year = generatedDataset({
      seed: 5,
      sensors: 32,
      sensorsPerLocation: 1,
      from: Date.UTC(2024, 0),
      to: Date.UTC(2025, 0),
    });
    const mean = (index: number, month: number): number => {
      const part = [...year.expectedReadings(index, Date.UTC(2024, month), Date.UTC(2024, month + 1))];
      const values = part.flatMap(({ kind, value }) => (kind === 'plausible' ? (value ?? []) : []));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const particles = year.sensorIds.flatMap((_, index) =>
      /^pm/.test(year.describe(index).parameter.name) ? [index] : [],
    );
    expect(particles.length).toBeGreaterThan(3);
    for (const index of particles) {
      const winter = year.describe(index).site.latitude > 0 ? 0 : 6;
      expect(mean(index, winter)).toBeGreaterThan(mean(index, 6 - winter));
    }
  });

  it('come from eight time zones and end on the hour of the local standard time', () => {
    const sites = Array.from({ length: 32 }, (_, index) => data.describe(index)).filter(({ index }) => index % 4 === 0);
    expect(sites.map(({ site, pastFullHour }) => [site.timezone, pastFullHour / 60_000])).toEqual([
      ['America/Mexico_City', 0],
      ['Asia/Kathmandu', 15],
      ['Australia/Lord_Howe', 30],
      ['Europe/Paris', 0],
      ['Pacific/Apia', 0],
      ['America/Los_Angeles', 0],
      ['Europe/London', 0],
      ['Asia/Kolkata', 30],
    ]);
  });

  it('measure one pollutant in several units', () => {
    const units = (name: string) =>
      new Set(
        all.flatMap((_, index) =>
          data.describe(index).parameter.name === name ? [data.describe(index).parameter.units] : [],
        ),
      );
    expect(units('o3')).toEqual(new Set(['ppm', 'ppb', 'µg/m³']));
    expect(units('no2')).toEqual(new Set(['ppm', 'ppb', 'µg/m³']));
  });
});

describe('revisions', () => {
  const revised = (revision: number) => generatedDataset({ seed: 42, sensors, from, to, revision });
  const series = (revision: number): GeneratedReading[] => [...revised(revision).expectedReadings(1, from, to)];

  it('correct some values and leave the hours as they are', () => {
    const [old, young] = [series(0), series(1)];
    expect(young.map(({ periodEnd }) => periodEnd)).toEqual(old.map(({ periodEnd }) => periodEnd));
    const changed = old.filter((reading, i) => reading.value !== young[i]?.value).length / old.length;
    expect(changed).toBeGreaterThan(0.01);
    expect(changed).toBeLessThan(0.03);
  });

  it('build on one another', () => {
    const [first, second, third] = [series(1), series(2), series(3)];
    const changes = (a: GeneratedReading[], b: GeneratedReading[]) =>
      a.filter((one, i) => one.value !== b[i]?.value).length;
    expect(changes(first, second)).toBeLessThan(first.length * 0.03);
    expect(changes(second, third)).toBeLessThan(first.length * 0.03);
    expect(changes(series(0), third)).toBeGreaterThan(changes(series(0), first));
  });

  it('are what the server then sends', async () => {
    const reply = await ask(await start({ data: revised(2) }), '/v3/sensors/20000002/measurements?limit=1000');
    expect(reply.measurements().results.map(sent)).toEqual(series(2).slice(0, 1000).map(due));
  });
});

describe('options that make no data set', () => {
  it.each([
    [{ sensors: 0 }, '`sensors` must be an integer of at least 1, not 0'],
    [{ sensorsPerLocation: 1.5 }, '`sensorsPerLocation` must be an integer of at least 1, not 1.5'],
    [{ revision: -1 }, '`revision` must be an integer of at least 0, not -1'],
    [{ seed: NaN }, '`seed` must be an integer'],
    [{ to: from }, 'milliseconds from `from` to `to` must be an integer of at least 1, not 0'],
  ])('%j', (wrong, message) => {
    expect(() => generatedDataset({ seed: 1, sensors: 1, from, to, ...wrong })).toThrow(message);
    expect(() => generatedDataset({ seed: 1, sensors: 1, from, to, ...wrong })).toThrow(RangeError);
  });
});
