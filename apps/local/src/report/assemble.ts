import type { ChosenParameter } from './choice.ts';
import type { FlagReport, LatestReading, LicenceReport, ParameterReport, StationReport } from './data.ts';
import type { DayRow } from './queries/days.ts';
import type { FlagRow } from './queries/flags.ts';
import type { HourRow, WeekdayHourRow } from './queries/hours.ts';
import type { LatestRow } from './queries/sensors.ts';
import type { LicenceRow, StationRow } from './queries/stations.ts';

export interface SeriesRows {
  readonly days: readonly DayRow[];
  readonly hours: readonly HourRow[];
  readonly weekdayHours: readonly WeekdayHourRow[];
}

export function assembleStations(
  rows: readonly StationRow[],
  licences: readonly LicenceRow[],
  latest: readonly LatestRow[],
): StationReport[] {
  const licencesOf = Map.groupBy(licences, (row) => row.location_id);
  const latestOf = Map.groupBy(latest, (row) => row.location_id);
  return rows.map((row) => ({
    locationId: row.location_id,
    name: row.name,
    locality: row.locality,
    country: row.country,
    latitude: row.latitude,
    longitude: row.longitude,
    timezone: row.timezone,
    provider: row.provider,
    owner: row.owner,
    readings: row.readings,
    licences: (licencesOf.get(row.location_id) ?? []).map(licence),
    latest: (latestOf.get(row.location_id) ?? []).map(latestReading),
  }));
}

export function assembleParameters(chosen: readonly ChosenParameter[], rows: SeriesRows): ParameterReport[] {
  const days = bySensor(rows.days);
  const hours = bySensor(rows.hours);
  return chosen.map(({ name, unit, guideline, sensors }) => ({
    name,
    unit,
    guideline,
    stations: sensors.map(({ sensor_id: sensorId, location_id: locationId }) => ({
      locationId,
      sensorId,
      days: days(sensorId).map(({ date, value, is_valid: isValid }) => ({ date, value, isValid })),
      hours: hours(sensorId).map(({ start, offset, mean }) => ({ start, utcOffsetMinutes: offset, mean })),
    })),
    weekdayHours: rows.weekdayHours
      .filter((row) => row.parameter === name && row.unit === unit)
      .map(({ weekday, hour, mean }) => ({ weekday, hour, mean })),
  }));
}

export function assembleFlags(rows: readonly FlagRow[]): FlagReport[] {
  return [...Map.groupBy(rows, (row) => row.code).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { code, description, total } = first;
    return [{ code, description, count: total, sensors: group.map(flaggedSensor) }];
  });
}

/** Looks rows up by sensor; a sensor without rows has an empty list. */
export function bySensor<Row extends { readonly sensor_id: number }>(
  rows: readonly Row[],
): (sensorId: number) => Row[] {
  const groups = Map.groupBy(rows, (row) => row.sensor_id);
  return (sensorId) => groups.get(sensorId) ?? [];
}

function licence({
  name,
  attribution_name: attributionName,
  attribution_url: attributionUrl,
}: LicenceRow): LicenceReport {
  return { name, attributionName, attributionUrl };
}

function latestReading({ parameter, value, unit, period_end: periodEnd, flags }: LatestRow): LatestReading {
  return { parameter, value, unit, periodEnd, flags: flags === '' ? [] : flags.split(',') };
}

function flaggedSensor(row: FlagRow): FlagReport['sensors'][number] {
  return {
    sensorId: row.sensor_id,
    locationId: row.location_id,
    station: row.station,
    parameter: row.parameter,
    count: row.readings,
    example: {
      periodEnd: row.period_end,
      valuePublished: row.value_original,
      unitPublished: row.unit_original,
      valueKept: row.value,
      unitKept: row.unit,
    },
  };
}
