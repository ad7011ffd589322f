import type { LocationEvent } from '@airstar/schemas';
import type { Location } from '@airstar/openaq-client';

/** A station as our contract tells it: lists stay as published, repetitions included. */
export function locationEvent(location: Location, fetchedAt: Date): LocationEvent {
  return {
    locationId: location.id,
    name: location.name,
    locality: location.locality,
    timezone: location.timezone,
    countryId: location.country.id,
    countryCode: location.country.code,
    countryName: location.country.name,
    ownerId: location.owner.id,
    ownerName: location.owner.name,
    providerId: location.provider.id,
    providerName: location.provider.name,
    isMobile: location.isMobile,
    isMonitor: location.isMonitor,
    latitude: location.coordinates?.latitude ?? null,
    longitude: location.coordinates?.longitude ?? null,
    instruments: (location.instruments ?? []).map(({ id, name }) => ({ instrumentId: id, name })),
    licences: (location.licenses ?? []).map((licence) => ({
      licenceId: licence.id,
      name: licence.name,
      attributionName: licence.attribution?.name ?? null,
      attributionUrl: licence.attribution?.url ?? null,
      dateFrom: licence.dateFrom,
      dateTo: licence.dateTo,
    })),
    sensors: location.sensors.map(({ id, name, parameter }) => ({
      sensorId: id,
      name,
      parameterId: parameter.id,
      parameterName: parameter.name,
      unit: parameter.units,
      displayName: parameter.displayName,
    })),
    datetimeFirstUtc: location.datetimeFirst?.epochMilliseconds ?? null,
    datetimeLastUtc: location.datetimeLast?.epochMilliseconds ?? null,
    fetchedAt: fetchedAt.getTime(),
  };
}
