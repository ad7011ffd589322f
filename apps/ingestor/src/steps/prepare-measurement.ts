import type { MeasurementEvent, RawMeasurement } from '@airstar/schemas';
import { contentHash, withoutSignedZero } from './content-hash.ts';
import { isoInstant } from './iso-text.ts';
import { localTime, type LocalTime } from './local-time.ts';
import type { InvalidRecord, Prepared } from './prepared.ts';

const hour = 3_600_000;
const latestInstant = Date.UTC(9999, 0);

/**
 * The raw document of a reading, or why there can be none. Pure, and cheap enough for every event.
 *
 * The zone and the location are part of the content: when OpenAQ corrects them, local times change with them, and a
 * version is immutable. Source and fetch time are not: the archive and the API may publish the same version.
 */
export function prepareMeasurement(event: MeasurementEvent): Prepared<RawMeasurement> {
  const { source } = event;
  if (source !== 'api' && source !== 'archive') return invalid(event, 'unknown-source', `source is '${source}'`);
  const fault = faultOf(event);
  if (fault !== undefined) return fault;
  const local = localTime(event.timezone, event.periodStartUtc);
  if (local === undefined) return invalid(event, 'unknown-zone', `'${event.timezone}' is no IANA time zone`);
  return { document: documentOf(event, source, local) };
}

function faultOf(event: MeasurementEvent): InvalidRecord | undefined {
  const { sensorId, locationId, parameterId, periodStartUtc: start, periodEndUtc: end, fetchedAt } = event;
  if (!(Math.min(sensorId, locationId, parameterId) >= 1)) {
    return invalid(event, 'id-out-of-range', `its location is ${locationId} and its parameter ${parameterId}`);
  }
  if (!(Math.min(start, end, fetchedAt) >= 0 && Math.max(start, end, fetchedAt) < latestInstant)) {
    return invalid(event, 'instant-out-of-range', `its period is ${start} to ${end}, fetched at ${fetchedAt}`);
  }
  if (end <= start) return invalid(event, 'period-reversed', `period ${isoInstant(start)} to ${isoInstant(end)}`);
  // An hour for clocks that disagree: OpenAQ's, the station's and ours.
  if (end > fetchedAt + hour) {
    return invalid(event, 'period-in-future', `period ends ${isoInstant(end)}, fetched ${isoInstant(fetchedAt)}`);
  }
  return notFiniteOf(event);
}

function notFiniteOf(event: MeasurementEvent): InvalidRecord | undefined {
  const { value, percentComplete, percentCoverage, latitude, longitude } = event;
  if (isFiniteOrNull(value) && [percentComplete, percentCoverage, latitude, longitude].every(isFiniteOrNull)) {
    return undefined;
  }
  const fields = Object.entries({ value, percentComplete, percentCoverage, latitude, longitude });
  const faulty = fields.filter(([, number]) => !isFiniteOrNull(number));
  return invalid(event, 'number-not-finite', faulty.map(([name, number]) => `${name} is ${String(number)}`).join(', '));
}

const isFiniteOrNull = (number: number | null): boolean => number === null || Number.isFinite(number);

function invalid(event: MeasurementEvent, reason: InvalidRecord['invalid'], detail: string): InvalidRecord {
  return { invalid: reason, detail: `Reading of sensor ${event.sensorId}: ${detail}.` };
}

function documentOf(event: MeasurementEvent, source: RawMeasurement['source'], local: LocalTime): RawMeasurement {
  const { sensorId, periodStartUtc, periodEndUtc, fetchedAt } = event;
  const hash = hashOf(event);
  return {
    _id: `${sensorId}:${isoInstant(periodStartUtc)}:${isoInstant(periodEndUtc)}:${hash}`,
    sensorId,
    locationId: event.locationId,
    parameterId: event.parameterId,
    parameterName: event.parameterName,
    unit: event.unit,
    value: withoutSignedZero(event.value),
    hasFlags: event.hasFlags,
    periodStart: periodStartUtc,
    periodEnd: periodEndUtc,
    expectedCount: event.expectedCount,
    observedCount: event.observedCount,
    percentComplete: withoutSignedZero(event.percentComplete),
    percentCoverage: withoutSignedZero(event.percentCoverage),
    latitude: withoutSignedZero(event.latitude),
    longitude: withoutSignedZero(event.longitude),
    timezone: event.timezone,
    ...local,
    contentHash: hash,
    source,
    firstSeenAt: fetchedAt,
    lastSeenAt: fetchedAt,
  };
}

function hashOf(event: MeasurementEvent): string {
  return contentHash([
    event.locationId,
    event.timezone,
    event.parameterId,
    event.parameterName,
    event.unit,
    event.value,
    event.hasFlags,
    event.expectedCount,
    event.observedCount,
    event.percentComplete,
    event.percentCoverage,
    event.latitude,
    event.longitude,
  ]);
}
