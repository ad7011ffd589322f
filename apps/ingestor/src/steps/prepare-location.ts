import type { LocationEvent, RawLocation } from '@airstar/schemas';
import { contentHash, withoutSignedZero } from './content-hash.ts';
import { localTime } from './local-time.ts';
import type { InvalidReason, Prepared } from './prepared.ts';

/**
 * The raw document of a station, or why there can be none.
 *
 * First and last reading are left out: the last moves with every hour and would make a version of each. Lists are
 * sorted by id and hold each id once, so that the same description in another order is the same version. A licence may
 * hold again from another date on.
 */
export function prepareLocation(event: LocationEvent): Prepared<RawLocation> {
  const { locationId, fetchedAt } = event;
  const fault = faultOf(event);
  if (fault !== undefined) return { invalid: fault[0], detail: `Location ${locationId}: ${fault[1]}.` };
  const description = describe(event);
  const hash = contentHash(description);
  return {
    document: {
      _id: `${locationId}:${hash}`,
      locationId,
      ...description,
      contentHash: hash,
      firstSeenAt: fetchedAt,
      lastSeenAt: fetchedAt,
    },
  };
}

function faultOf(event: LocationEvent): readonly [InvalidReason, string] | undefined {
  const { latitude, longitude, timezone, fetchedAt } = event;
  if (!(event.locationId >= 1)) return ['id-out-of-range', 'ids begin at 1'];
  const sensor = event.sensors.find(({ sensorId, parameterId }) => !(Math.min(sensorId, parameterId) >= 1));
  if (sensor) return ['id-out-of-range', `it has sensor ${sensor.sensorId} of parameter ${sensor.parameterId}`];
  if (!Number.isFinite(latitude ?? 0) || !Number.isFinite(longitude ?? 0)) {
    return ['number-not-finite', `its coordinates are ${String(latitude)}, ${String(longitude)}`];
  }
  if (!(fetchedAt >= 0 && fetchedAt < Date.UTC(9999, 0))) return ['instant-out-of-range', `fetched at ${fetchedAt}`];
  if (!localTime(timezone, fetchedAt)) return ['unknown-zone', `'${timezone}' is no IANA time zone`];
  return undefined;
}

/** What is hashed, in this order: moving a line makes a new version of every station. */
function describe(event: LocationEvent) {
  return {
    name: event.name,
    locality: event.locality,
    timezone: event.timezone,
    countryId: event.countryId,
    countryCode: event.countryCode,
    countryName: event.countryName,
    ownerId: event.ownerId,
    ownerName: event.ownerName,
    providerId: event.providerId,
    providerName: event.providerName,
    isMobile: event.isMobile,
    isMonitor: event.isMonitor,
    latitude: withoutSignedZero(event.latitude),
    longitude: withoutSignedZero(event.longitude),
    instruments: onceEach(event.instruments.map(instrumentOf), ({ instrumentId }) => [instrumentId]),
    licences: onceEach(event.licences.map(licenceOf), ({ licenceId, dateFrom }) => [licenceId, dateFrom]),
    sensors: onceEach(event.sensors.map(sensorOf), ({ sensorId }) => [sensorId]),
  };
}

type Item<List extends 'instruments' | 'licences' | 'sensors'> = LocationEvent[List][number];

const instrumentOf = ({ instrumentId, name }: Item<'instruments'>) => ({ instrumentId, name });

const licenceOf = ({ licenceId, name, attributionName, attributionUrl, dateFrom, dateTo }: Item<'licences'>) => ({
  licenceId,
  name,
  attributionName,
  attributionUrl,
  dateFrom,
  dateTo,
});

const sensorOf = ({ sensorId, name, parameterId, parameterName, unit, displayName }: Item<'sensors'>) => ({
  sensorId,
  name,
  parameterId,
  parameterName,
  unit,
  displayName,
});

/**
 * Each key once, sorted by the id that it begins with. Where a key stands for two descriptions, the greater text stays:
 * any rule will do that forgets the order.
 */
function onceEach<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => readonly [id: number, date?: string | null],
): Entry[] {
  const ascending = entries.map((entry) => ({ entry, text: JSON.stringify(entry) })).sort(byText);
  const byKey = new Map(ascending.map(({ entry }) => [JSON.stringify(keyOf(entry)), entry]));
  return [...byKey.values()].sort((one, other) => keyOf(one)[0] - keyOf(other)[0]);
}

const byText = (one: { readonly text: string }, other: { readonly text: string }): number =>
  one.text < other.text ? -1 : Number(one.text > other.text);
