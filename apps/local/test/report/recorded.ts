import type { StageAccounting } from '@airstar/schemas';
import type { DataSetCredit, HourValue, ParameterReport, ReportData, StationReport } from '../../src/report/data.ts';
import { guidelineFor } from '../../src/report/guideline.ts';
import { compareParameters } from '../../src/report/pollutants.ts';
import fixture from './fixtures/recorded.json' with { type: 'json' };

/** Eight local days of real hourly readings of Guadalajara, in µg/m³; null where nothing was published. */
export interface RecordedSensor {
  readonly sensorId: number;
  readonly locationId: number;
  readonly parameter: string;
  readonly values: readonly (number | null)[];
}

export interface RecordedHour extends HourValue {
  readonly mean: number;
  readonly localDate: string;
  readonly localHour: number;
}

export const sensors: readonly RecordedSensor[] = fixture.sensors;
export const stations: readonly Omit<StationReport, 'readings' | 'latest'>[] = fixture.stations;
const credit: DataSetCredit = fixture.credit;
const recordedWindow = { from: Date.parse(fixture.from), to: Date.parse(fixture.to) };
export const { unit } = fixture;
const { utcOffsetMinutes } = fixture;

const hourLength = 3_600_000;

export function hoursOf({ values }: RecordedSensor): RecordedHour[] {
  return values.flatMap((mean, index) => {
    const start = recordedWindow.from + index * hourLength;
    const local = new Date(start + utcOffsetMinutes * 60_000).toISOString();
    if (mean === null) return [];
    return [{ start, utcOffsetMinutes, mean, localDate: local.slice(0, 10), localHour: Number(local.slice(11, 13)) }];
  });
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Days of a sensor, each with its hours. */
export function daysOf(sensor: RecordedSensor): [date: string, hours: RecordedHour[]][] {
  return [...Map.groupBy(hoursOf(sensor), (hour) => hour.localDate)];
}

/** What a report of the recorded readings says, worked out here and not by SQL. */
export function recordedData(changes: Partial<ReportData> = {}): ReportData {
  const shown = stations
    .map((station) => stationReport(station))
    .toSorted((left, right) => right.readings - left.readings || left.locationId - right.locationId);
  const readings = shown.reduce((sum, station) => sum + station.readings, 0);
  const active = shown.filter((station) => station.readings > 0);
  const parameters = parameterReports(active.map((station) => station.locationId));
  return {
    run: {
      source: 'recorded OpenAQ data',
      window: recordedWindow,
      generatedAt: Date.parse('2025-11-23T07:00:00Z'),
      batchId: 'batch-1',
      version: '1.2.3',
      command: 'airstar run',
    },
    accounting: accountingOf(readings),
    factRows: readings,
    extent: {
      stationsKnown: stations.length,
      stationsWithReadings: active.length,
      stationsCharted: active.length,
      parametersKnown: parameters.length,
      parametersCharted: parameters.length,
      sensorsKnown: sensors.length,
      sensorsShown: sensors.length,
      coverageThresholdPercent: 75,
    },
    stations: shown,
    parameters,
    completeness: stripOf(active.map((station) => station.locationId)),
    flags: [],
    dataSets: [credit],
    ...changes,
  };
}

/** A run in which every reading went its way for the first time. */
export function accountingOf(readings: number): StageAccounting[] {
  const none = {
    rejected: 0,
    duplicate: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    flagged: 0,
    locations: 0,
    requests: 0,
  };
  const stage = (name: StageAccounting['stage'], counts: Partial<StageAccounting>): StageAccounting => ({
    ...none,
    stage: name,
    batchId: 'batch-1',
    read: readings,
    produced: readings,
    seconds: 1.25,
    ...counts,
  });
  return [
    stage('extract', { locations: stations.length, requests: 31 }),
    stage('ingest', { inserted: readings }),
    stage('transform', {}),
    stage('load', { inserted: readings }),
  ];
}

function stationReport(station: (typeof stations)[number]): StationReport {
  const own = sensors.filter((sensor) => sensor.locationId === station.locationId && hoursOf(sensor).length > 0);
  const latest = own.map((sensor) => {
    const newest = hoursOf(sensor).at(-1);
    const [value, periodEnd] = [newest?.mean ?? Number.NaN, (newest?.start ?? Number.NaN) + hourLength];
    return { parameter: sensor.parameter, value, unit, periodEnd, flags: [] };
  });
  const readings = own.reduce((sum, sensor) => sum + hoursOf(sensor).length, 0);
  return {
    ...station,
    readings,
    latest: latest.toSorted((left, right) => (left.parameter < right.parameter ? -1 : 1)),
  };
}

function parameterReports(stationOrder: readonly number[]): ParameterReport[] {
  const measured = sensors.filter((sensor) => hoursOf(sensor).length > 0);
  return [...Map.groupBy(measured, (sensor) => sensor.parameter)]
    .map(([name, group]) => ({
      name,
      unit,
      guideline: guidelineFor(name, unit),
      stations: group
        .toSorted((left, right) => stationOrder.indexOf(left.locationId) - stationOrder.indexOf(right.locationId))
        .map((sensor) => ({
          locationId: sensor.locationId,
          sensorId: sensor.sensorId,
          hours: hoursOf(sensor).map(({ start, utcOffsetMinutes: offset, mean }) => ({
            start,
            utcOffsetMinutes: offset,
            mean,
          })),
          days: name === 'o3' ? eightHourDays(sensor) : meanDays(sensor),
        })),
      weekdayHours: weekdayHours(group),
    }))
    .toSorted((left, right) => compareParameters(left.name, right.name));
}

function meanDays(sensor: RecordedSensor) {
  return daysOf(sensor).map(([date, hours]) => ({
    date,
    value: meanOf(hours.map((hour) => hour.mean)),
    isValid: hours.length >= 18,
  }));
}

function eightHourDays(sensor: RecordedSensor) {
  const all = hoursOf(sensor);
  const runningMeans = (hours: readonly RecordedHour[]) =>
    hours
      .map(({ start }) => all.filter((one) => one.start <= start && one.start > start - 8 * hourLength))
      .filter((eight) => eight.length >= 6)
      .map((eight) => meanOf(eight.map((one) => one.mean)));
  return daysOf(sensor).map(([date, hours]) => {
    const means = runningMeans(hours);
    return { date, value: means.length === 0 ? null : Math.max(...means), isValid: means.length >= 18 };
  });
}

function weekdayHours(group: readonly RecordedSensor[]) {
  const weekday = (date: string) => new Date(date).getUTCDay() || 7;
  const slots = Map.groupBy(group.flatMap(hoursOf), (hour) => weekday(hour.localDate) * 100 + hour.localHour);
  return [...slots]
    .map(([slot, hours]) => ({
      weekday: Math.floor(slot / 100),
      hour: slot % 100,
      mean: meanOf(hours.map((hour) => hour.mean)),
    }))
    .toSorted((left, right) => left.weekday - right.weekday || left.hour - right.hour);
}

function stripOf(stationOrder: readonly number[]) {
  return sensors
    .toSorted(
      (left, right) =>
        stationOrder.indexOf(left.locationId) - stationOrder.indexOf(right.locationId) ||
        compareParameters(left.parameter, right.parameter),
    )
    .map((sensor) => ({
      sensorId: sensor.sensorId,
      locationId: sensor.locationId,
      parameter: sensor.parameter,
      days: daysOf(sensor).map(([date, hours]) => ({ date, percentComplete: (hours.length / 24) * 100 })),
    }));
}
