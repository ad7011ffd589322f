import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedDataset } from '../src/index.ts';
import { ask, iso, start } from './fixture.ts';

const data = recordedDataset();
const manifest = JSON.parse(
  readFileSync(new URL('../data/guadalajara2025/manifest.json', import.meta.url), 'utf8'),
) as {
  locationsSha256: string;
  sensors: { locationId: number; sha256: string }[];
  pages: { locationId: number; sensorId: number; sha256: string }[];
};
const everything = { from: -Infinity, to: Infinity };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const recordedList = (rows: readonly string[]): string => `{"results": [${rows.join(', ')}]}`;

/** The page as it was recorded: its rows came through a Python program that put a blank after each comma and colon. */
function recordedPage(rows: readonly string[]): string {
  const meta = `{"name": "openaq-api", "website": "/", "page": 1, "limit": 1000, "found": ${rows.length}}`;
  return `{"meta": ${meta}, "results": [${rows.join(', ')}]}`;
}

describe('the recorded data set', () => {
  it('holds 9,061 readings of 25 sensors of 5 stations, and 23 locations', () => {
    expect(data.readingCount()).toBe(9_061);
    expect(data.sensorIds).toHaveLength(25);
    expect(data.locationIds).toEqual([7855, 7915, 7982, 10801, 10847]);
    expect([...data.locations()]).toHaveLength(23);
    expect([...data.locations()].flatMap(({ id }) => data.sensorsOf(id))).toHaveLength(147);
  });

  it('covers (2025-09-20, 2025-10-11] in UTC, and no reading lies outside', () => {
    expect([iso(data.window.from), iso(data.window.to)]).toEqual([
      '2025-09-20T00:00:00.000Z',
      '2025-10-11T00:00:00.000Z',
    ]);
    const rows = data.sensorIds.flatMap((id) => data.measurements(id, data.window, { offset: 0, limit: 1000 }));
    expect(rows).toHaveLength(9_061);
  });

  it('has kept each recorded page byte for byte', () => {
    for (const { sensorId, sha256: recorded } of manifest.pages) {
      const rows = data.measurements(sensorId, everything, { offset: 0, limit: 1000 });
      expect(sha256(recordedPage(rows)), `page of sensor ${sensorId}`).toBe(recorded);
    }
  });

  it('has kept the locations and sensors byte for byte', () => {
    expect(sha256(recordedList([...data.locations()].map((one) => one.row(null))))).toBe(manifest.locationsSha256);
    for (const { locationId, sha256: recorded } of manifest.sensors) {
      const rows = data.sensorsOf(locationId).map((sensor) => sensor.row());
      expect(sha256(recordedList(rows)), `sensors of location ${locationId}`).toBe(recorded);
    }
  });

  it('sends the recorded bytes: 100.0 stays 100.0', async () => {
    const simulator = await start({ data });
    for (const { sensorId, sha256: recorded } of manifest.pages) {
      const { text } = await ask(simulator, `/v3/sensors/${sensorId}/measurements?limit=1000`);
      const list = text.slice(text.indexOf('[') + 1, -2);
      const rows = list === '' ? [] : list.split(/(?<=\}),(?=\{"value": )/);
      expect(sha256(recordedPage(rows)), `page of sensor ${sensorId}`).toBe(recorded);
    }
  });
});
