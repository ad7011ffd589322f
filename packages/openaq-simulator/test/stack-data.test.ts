import { describe, expect, it } from 'vitest';
import { generatedDataset, recordedDataset } from '../src/index.ts';
import { recentDataset } from '../src/generated/recent.ts';
import { unionDataset } from '../src/union.ts';

const hour = 3_600_000;
const day = 24 * hour;
const all = { offset: 0, limit: 1000 };
const now = Date.UTC(2026, 0, 10, 12, 34);

describe('two data sets as one', () => {
  const recorded = recordedDataset();
  const generated = generatedDataset({ seed: 1, sensors: 8, from: now - day, to: now });
  const union = unionDataset(recorded, generated);

  it('list the locations of both, ascending', () => {
    const ids = [...union.locations()].map(({ id }) => id);
    expect(ids).toEqual([...recorded.locations(), ...generated.locations()].map(({ id }) => id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(ids.length).toBeGreaterThan(generated.locationIds.length);
  });

  it('answer for the locations and sensors of either', () => {
    const [recordedId = 0, recordedSensor = 0] = [recorded.locationIds[0], recorded.sensorIds[0]];
    const [generatedId = 0, generatedSensor = 0] = [generated.locationIds[0], generated.sensorIds[0]];
    expect(union.location(recordedId)?.row(null)).toBe(recorded.location(recordedId)?.row(null));
    expect(union.location(generatedId)?.row(null)).toBe(generated.location(generatedId)?.row(null));
    expect(union.sensorsOf(generatedId)).toHaveLength(4);
    expect(union.sensorsOf(recordedId)).toHaveLength(recorded.sensorsOf(recordedId).length);
    expect(union.measurements(recordedSensor, recorded.window, all)).toEqual(
      recorded.measurements(recordedSensor, recorded.window, all),
    );
    const rows = union.measurements(generatedSensor, generated.window, all);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toEqual(generated.measurements(generatedSensor, generated.window, all));
  });

  it('know nothing that neither knows', () => {
    expect([union.location(1), union.sensor(1)]).toEqual([undefined, undefined]);
    expect(union.sensorsOf(1)).toEqual([]);
    expect(union.measurements(1, generated.window, all)).toEqual([]);
  });

  it('where both know an id the first answers, and once', () => {
    const corrected = generatedDataset({ seed: 2, sensors: 8, from: now - day, to: now });
    const both = unionDataset(generated, corrected);
    const [sensor = 0] = generated.sensorIds;
    expect([...both.locations()]).toHaveLength(generated.locationIds.length);
    expect(both.measurements(sensor, generated.window, all)).toEqual(
      generated.measurements(sensor, generated.window, all),
    );
  });
});

describe('generated readings up to now', () => {
  let clock = now;
  const data = recentDataset({ seed: 1, sensors: 4, days: 2, clock: () => clock });
  const [sensor = 0] = generatedDataset({ seed: 1, sensors: 1, from: 0, to: hour }).sensorIds;
  const rows = (from: number, to: number) => data.measurements(sensor, { from, to }, all);
  const ends = (some: readonly string[]) =>
    some.map((row) =>
      Date.parse((JSON.parse(row) as { period: { datetimeTo: { utc: string } } }).period.datetimeTo.utc),
    );

  it('end with the last full hour and begin some days before it', () => {
    clock = now;
    const found = ends(rows(now - 30 * day, now + 30 * day));
    expect(found.length).toBeGreaterThan(24);
    expect(Math.max(...found)).toBeLessThanOrEqual(Date.UTC(2026, 0, 10, 12));
    expect(Math.min(...found)).toBeGreaterThan(Date.UTC(2026, 0, 8, 12));
  });

  it('grow as time goes by, and never change', () => {
    clock = now;
    const before = rows(now - day, now + 30 * day);
    clock = now + 6 * hour;
    const after = rows(now - day, now + 30 * day);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(0, before.length)).toEqual(before);
  });
});
