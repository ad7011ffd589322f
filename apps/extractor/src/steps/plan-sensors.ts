import type { Location } from '@airstar/openaq-client';

/** A series to read. */
export interface SensorTask {
  readonly sensorId: number;
  readonly locationId: number;
  readonly timezone: string;
  readonly name: string;
}

/**
 * The sensors of a station that can have readings after `from`. Only the last reading of the station is trusted for
 * that: OpenAQ's first reading is not the first (readings before `datetimeFirst` have been observed), and a station
 * without a last one is asked.
 */
export function planSensors(location: Location, from: number): SensorTask[] {
  const last = location.datetimeLast?.epochMilliseconds;
  if (last !== undefined && last <= from) return [];
  const ids = new Set<number>();
  return location.sensors.flatMap(({ id, name }) => {
    if (ids.has(id)) return [];
    ids.add(id);
    return [{ sensorId: id, locationId: location.id, timezone: location.timezone, name }];
  });
}
