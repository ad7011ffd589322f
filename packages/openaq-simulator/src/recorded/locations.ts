import type { LocationRecord } from '../dataset.ts';
import { wireFloat } from '../wire-number.ts';
import { recordedLocation } from './shapes.ts';

export interface RecordedLocation extends LocationRecord {
  readonly timezone: string;
  readonly sensorIds: readonly number[];
}

export function parseLocation(text: string): RecordedLocation {
  const row = recordedLocation.parse(JSON.parse(text));
  return {
    id: row.id,
    timezone: row.timezone,
    sensorIds: row.sensors.map(({ id }) => id),
    countryId: row.country.id,
    countryCode: row.country.code,
    providerId: row.provider.id,
    ownerId: row.owner.id,
    parameterIds: row.sensors.map(({ parameter }) => parameter.id),
    licenseIds: (row.licenses ?? []).map(({ id }) => id),
    instrumentIds: row.instruments.map(({ id }) => id),
    isMobile: row.isMobile,
    isMonitor: row.isMonitor,
    ...row.coordinates,
    row: (distance) =>
      distance === null ? text : text.replace('"distance": null', `"distance": ${wireFloat(distance)}`),
  };
}
