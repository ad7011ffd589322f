import { readFileSync } from 'node:fs';
import { dataFolder } from '../data-folder.ts';
import type { Dataset, Window } from '../dataset.ts';
import { parseLocation } from './locations.ts';
import { readRows } from './rows.ts';
import { recordedSensors } from './sensors.ts';
import { recordedSeries } from './series.ts';
import { packManifest } from './shapes.ts';

/** Guadalajara, Mexico: what OpenAQ answered in November 2025 about three weeks of 2025. */
export interface RecordedDataset extends Dataset {
  /** The window that the recording covers. */
  readonly window: Window;
  /** The locations whose sensors have recorded readings, ascending. The data set knows more locations than these. */
  readonly locationIds: readonly number[];
  /** The sensors whose readings were asked for, ascending. Some of them answered with an empty page. */
  readonly sensorIds: readonly number[];
  /** Opens every file and counts. */
  readingCount(): number;
}

/** Opens the recorded data set. Rows are the recorded text, byte for byte; each file is read when first needed. */
export function recordedDataset(): RecordedDataset {
  const folder = new URL('guadalajara2025/', dataFolder);
  const manifest = packManifest.parse(JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')));
  const rows = readRows(new URL('locations.gz', folder));
  const locations = new Map(rows.map(parseLocation).map((location) => [location.id, location]));
  const sensors = recordedSensors(new URL('sensors/', folder), locations);
  const series = new Map(
    manifest.pages.map(({ sensorId }) => [sensorId, recordedSeries(new URL(`measurements/${sensorId}.gz`, folder))]),
  );
  return {
    window: { from: Date.parse(manifest.window.from), to: Date.parse(manifest.window.to) },
    locationIds: ascending(manifest.pages.map(({ locationId }) => locationId)),
    sensorIds: ascending(manifest.pages.map(({ sensorId }) => sensorId)),
    readingCount: () => [...series.values()].reduce((count, one) => count + one.count(), 0),
    locations: () => locations.values(),
    location: (id) => locations.get(id),
    sensor: (id) => sensors.byId(id),
    sensorsOf: (id) => sensors.ofLocation(id),
    measurements: (id, window, slice) => series.get(id)?.rows(window, slice) ?? [],
  };
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}
