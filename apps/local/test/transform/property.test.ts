import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReferenceTables } from '../../src/transform/reference.ts';
import { createViews } from '../../src/transform/views.ts';
import { withWorkspace } from '../../src/transform/workspace.ts';
import { localColumns } from './local-time.ts';
import { sqlDirectory, withRawDatabase, type RawReading } from './raw-database.ts';

const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Mexico_City'];
const springAndAutumn = ['2025-03-09T00:00:00Z', '2025-04-05T06:00:00Z', '2025-11-01T20:00:00Z'];

/** A sensor that measures without overlap from some hour on, with gaps and refused values. */
const sensor = fc.record({
  timezone: fc.constantFrom(...zones),
  from: fc.constantFrom(...springAndAutumn),
  minutes: fc.constantFrom(10, 15, 30, 60, 60, 180, 1440),
  values: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: 0, max: 900, noNaN: true }) },
      { weight: 2, arbitrary: fc.constantFrom(null, -999, 985, 5000) },
      { weight: 2, arbitrary: fc.constant('gap' as const) },
    ),
    { maxLength: 60 },
  ),
});

function readingsOf(sensors: readonly (typeof sensor extends fc.Arbitrary<infer S> ? S : never)[]): RawReading[] {
  return sensors.flatMap(({ timezone, from, minutes, values }, index) =>
    values.flatMap((value, slot) => {
      const start = new Date(Date.parse(from) + slot * minutes * 60_000).toISOString();
      return value === 'gap' ? [] : [{ sensor_id: index + 1, timezone, minutes, start, value }];
    }),
  );
}

interface Summary {
  readonly mean: number | null;
  readonly median: number | null;
  readonly q98: number | null;
  readonly observed: number;
  readonly flagged: number;
  readonly coverage: number;
}

const usable = ({ value }: RawReading) =>
  value !== null && value >= 0 && value <= 1000 && value !== 985 ? value : null;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}

function summary(values: readonly number[], flagged: number, minutes: number, whole: number): Summary {
  return {
    mean: values.length === 0 ? null : mean(values),
    median: quantile(values, 0.5),
    q98: quantile(values, 0.98),
    observed: values.length,
    flagged,
    coverage: (100 * minutes) / whole,
  };
}

function groupBy(readings: readonly RawReading[], key: (reading: RawReading) => string): [string, RawReading[]][] {
  return [...Map.groupBy(readings, key)];
}

const localOf = ({ start, timezone = 'UTC' }: RawReading) => localColumns(Date.parse(start), timezone);
const isShort = ({ minutes = 60 }: RawReading) => minutes <= 60;
const values = (readings: readonly RawReading[]) => readings.map(usable).filter((value) => value !== null);
const refused = (readings: readonly RawReading[]) => readings.filter((one) => usable(one) === null).length;
const coveredMinutes = (readings: readonly RawReading[]) =>
  readings.filter((one) => usable(one) !== null).reduce((sum, { minutes = 60 }) => sum + minutes, 0);

function hoursOf(readings: readonly RawReading[]): Map<string, Summary> {
  const groups = groupBy(readings.filter(isShort), (one) => `${one.sensor_id} ${localOf(one).local_hour_start}`);
  return new Map(groups.map(([key, some]) => [key, summary(values(some), refused(some), coveredMinutes(some), 60)]));
}

function daysOf(readings: readonly RawReading[]): Map<string, Summary> {
  const groups = groupBy(readings, (one) => `${one.sensor_id} ${localOf(one).local_date}`);
  return new Map(
    groups.map(([key, some]) => {
      const whole = localOf(some[0]!).local_day_minutes;
      const hourly = [...hoursOf(some).values()].filter(({ coverage }) => coverage >= 75).map((hour) => hour.mean!);
      const long = values(some.filter((one) => !isShort(one)));
      const minutes = hourly.length * 60 + long.length * Math.min(some[0]!.minutes ?? 60, whole);
      return [key, summary([...hourly, ...long], refused(some), minutes, whole)];
    }),
  );
}

const statistics = `mean, median, q98, observed_count AS observed, flagged_count AS flagged, percent_coverage AS coverage`;
const queries = {
  hour: `SELECT sensor_id || ' ' || epoch_ms(hour_start_utc) AS key, ${statistics}, is_valid FROM hour`,
  day: `SELECT sensor_id || ' ' || local_date AS key, ${statistics}, is_valid FROM day`,
};

function expectEqual(rows: readonly Record<string, unknown>[], expected: ReadonlyMap<string, Summary>): void {
  expect(rows.map((row) => row['key']).sort()).toEqual([...expected.keys()].sort());
  for (const row of rows) {
    const wanted = expected.get(String(row['key']))!;
    expect(row['is_valid']).toBe(wanted.coverage >= 75);
    for (const [column, value] of Object.entries(wanted) as [string, number | null][]) {
      if (value === null) expect(row[column]).toBeNull();
      else expect(Math.abs(Number(row[column]) - value)).toBeLessThanOrEqual(0.500001e-6);
    }
  }
}

test('hours and days of any readings are those that a straightforward computation gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sensor, { minLength: 1, maxLength: 5 }), async (sensors) => {
      const measurement = readingsOf(sensors);
      await withRawDatabase({ measurement }, (connection) =>
        withWorkspace(connection, async () => {
          await createReferenceTables(connection);
          await createViews(connection, sqlDirectory);
          const hour = await connection.runAndReadAll(queries.hour);
          expectEqual(hour.getRowObjectsJson(), hoursOf(measurement));
          const day = await connection.runAndReadAll(queries.day);
          expectEqual(day.getRowObjectsJson(), daysOf(measurement));
        }),
      );
    }),
    { numRuns: 15 },
  );
});
