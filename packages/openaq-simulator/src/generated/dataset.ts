import type { Dataset, LocationRecord, SensorRecord, Slice, Window } from '../dataset.ts';
import { generatedLocation } from './location.ts';
import { measurementRowWriter } from './measurement-row.ts';
import type { GeneratedReading } from './reading.ts';
import { firstLocationId, firstSensorId, type GeneratedSensor } from './sensor.ts';
import { sensorRow } from './sensor-row.ts';
import { GeneratedSeries } from './series.ts';

export interface GeneratedOptions extends Window {
  /** Any integer. The same options give the same bytes, on every machine. */
  readonly seed: number;
  /** Number of sensors, at least 1. */
  readonly sensors: number;
  /** Default 4. */
  readonly sensorsPerLocation?: number;
  /**
   * Which state of publication to serve. Each revision corrects about 2 % of the values (and flags) of the one before;
   * which hours are there does not change. Default 0.
   */
  readonly revision?: number;
}

/** Hourly readings as a function of (seed, sensor, hour): what the server will send can be computed without asking it. */
export interface GeneratedDataset extends Dataset {
  readonly window: Window;
  /** Ascending. */
  readonly locationIds: readonly number[];
  /** Ascending; the position in this list is the sensor's index. */
  readonly sensorIds: readonly number[];
  /** What a sensor measures and where. `index` counts from 0. */
  describe(index: number): GeneratedSensor;
  /**
   * One hour of a sensor, undefined where there is a gap. `hour` is the full hour of UTC at or before the period's
   * end, in hours since 1970: stations at +05:45 end their periods at a quarter past.
   */
  reading(index: number, hour: number): GeneratedReading | undefined;
  /** Every reading the server has of a sensor for the window (from, to], ascending. */
  expectedReadings(index: number, from: number, to: number): Iterable<GeneratedReading>;
  /** Goes through the whole data set and counts. */
  readingCount(): number;
}

/**
 * Makes a data set of any size; nothing of it is stored. It contains what real data contain: gaps, outages, a sensor
 * that never reported, nulls, sentinel codes, negatives, spikes, flags, one pollutant in three units, eight time zones.
 *
 * @throws RangeError when a number is not an integer in its range, or `to` is not after `from`.
 *
 * @example
 * generatedDataset({ seed: 1, sensors: 200, from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 3, 1) })
 */
export function generatedDataset(options: GeneratedOptions): GeneratedDataset {
  const { seed, sensors, from, to, sensorsPerLocation = 4, revision = 0 } = options;
  check({ sensors, sensorsPerLocation, to: to - from }, 1);
  check({ revision }, 0);
  check({ seed, from }, -Infinity);
  const window = { from, to };
  const common = { seed, sensorsPerLocation, revision, from, to };
  const seriesOf = (index: number): GeneratedSeries => new GeneratedSeries(common, index);
  const sensorIds = sequence(firstSensorId, sensors);
  const locationIds = sequence(firstLocationId, Math.ceil(sensors / sensorsPerLocation));
  const bySensorId = (id: number): GeneratedSeries | undefined => {
    const index = id - firstSensorId;
    return index >= 0 && index < sensors ? seriesOf(index) : undefined;
  };
  const ofLocation = (id: number): GeneratedSeries[] => {
    const start = (id - firstLocationId) * sensorsPerLocation;
    const inside = start >= 0 && start < sensors;
    return inside ? sequence(start, Math.min(sensorsPerLocation, sensors - start)).map(seriesOf) : [];
  };
  return {
    window,
    sensorIds,
    locationIds,
    describe: (index) => seriesOf(index).sensor,
    reading: (index, hour) => seriesOf(index).reading(hour),
    expectedReadings: (index, after, until) => seriesOf(index).readings({ from: after, to: until }),
    readingCount: () => sequence(0, sensors).reduce((count, index) => count + seriesOf(index).count(), 0),
    locations: () => locationsOf(locationIds, ofLocation),
    location: (id) => generatedLocation(ofLocation(id)),
    sensor: (id) => recordOf(bySensorId(id)),
    sensorsOf: (id) => ofLocation(id).flatMap((series) => recordOf(series) ?? []),
    measurements: (id, range, slice) => rowsOf(bySensorId(id), range, slice),
  };
}

function* locationsOf(ids: readonly number[], series: (id: number) => GeneratedSeries[]): Generator<LocationRecord> {
  for (const id of ids) {
    const location = generatedLocation(series(id));
    if (location !== undefined) yield location;
  }
}

function recordOf(series: GeneratedSeries | undefined): SensorRecord | undefined {
  return series && { timezone: series.sensor.site.timezone, row: () => sensorRow(series) };
}

function rowsOf(series: GeneratedSeries | undefined, window: Window, { offset, limit }: Slice): string[] {
  if (series === undefined) return [];
  const write = measurementRowWriter(series.sensor);
  const rows: string[] = [];
  for (const reading of series.readings(window, offset)) {
    rows.push(write(reading));
    if (rows.length === limit) break;
  }
  return rows;
}

function sequence(first: number, length: number): number[] {
  return Array.from({ length }, (_, index) => first + index);
}

function check(numbers: Readonly<Record<string, number>>, least: number): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= least) continue;
    const subject = name === 'to' ? 'milliseconds from `from` to `to`' : `\`${name}\``;
    throw new RangeError(`generatedDataset: ${subject} must be an integer of at least ${least}, not ${value}.`);
  }
}
