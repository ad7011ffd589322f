import type { SensorRecord } from '../dataset.ts';
import type { RecordedLocation } from './locations.ts';
import { readRows } from './rows.ts';
import { recordedSensor } from './shapes.ts';

/** The sensors of recorded locations, in recorded order (which is not that of the location's own list). */
export interface RecordedSensors {
  ofLocation(locationId: number): readonly SensorRecord[];
  byId(sensorId: number): SensorRecord | undefined;
}

export function recordedSensors(folder: URL, locations: ReadonlyMap<number, RecordedLocation>): RecordedSensors {
  const loaded = new Map<number, ReadonlyMap<number, SensorRecord>>();
  const owners = new Map<number, number>();
  for (const { id, sensorIds } of locations.values()) for (const sensorId of sensorIds) owners.set(sensorId, id);

  const load = (locationId: number): ReadonlyMap<number, SensorRecord> => {
    const location = locations.get(locationId);
    if (location === undefined) return new Map();
    const sensors = loaded.get(locationId) ?? readSensors(new URL(`${locationId}.gz`, folder), location.timezone);
    loaded.set(locationId, sensors);
    return sensors;
  };
  return {
    ofLocation: (locationId) => [...load(locationId).values()],
    byId: (sensorId) => load(owners.get(sensorId) ?? NaN).get(sensorId),
  };
}

function readSensors(file: URL, timezone: string): ReadonlyMap<number, SensorRecord> {
  return new Map(
    readRows(file).map((text) => [recordedSensor.parse(JSON.parse(text)).id, { timezone, row: () => text }]),
  );
}
