import type { LocationEvent } from '@airstar/schemas';
import type { Location } from '@airstar/openaq-client';

/** Lists of OpenAQ come in no particular order and repeat themselves: by id, each once, so that equal stations are equal. */
function uniqueById<Item extends { readonly id: number }>(items: readonly Item[] | null): Item[] {
  const byId = new Map((items ?? []).map((item) => [item.id, item]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** A station as our contract tells it. */
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
    instruments: uniqueById(location.instruments).map(({ id, name }) => ({ instrumentId: id, name })),
    licences: uniqueById(location.licenses).map((licence) => ({
      licenceId: licence.id,
      name: licence.name,
      attributionName: licence.attribution?.name ?? null,
      attributionUrl: licence.attribution?.url ?? null,
      dateFrom: licence.dateFrom,
      dateTo: licence.dateTo,
    })),
    sensors: uniqueById(location.sensors).map(({ id, name, parameter }) => ({
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
