import type { MeasurementEvent } from '@airstar/schemas';
import type { Measurement } from '@airstar/openaq-client';

/** A reading as our contract tells it. The zone of its station travels with it: nobody downstream has to look it up. */
export function measurementEvent(measurement: Measurement, timezone: string, fetchedAt: Date): MeasurementEvent {
  const { parameter, period, coverage, coordinates } = measurement;
  return {
    sensorId: measurement.sensorId,
    locationId: measurement.locationId,
    timezone,
    parameterId: parameter.id,
    parameterName: parameter.name,
    unit: parameter.units,
    value: measurement.value,
    hasFlags: measurement.flagInfo?.hasFlags ?? false,
    periodStartUtc: period.datetimeFrom.epochMilliseconds,
    periodEndUtc: period.datetimeTo.epochMilliseconds,
    expectedCount: coverage?.expectedCount ?? null,
    observedCount: coverage?.observedCount ?? null,
    percentComplete: coverage?.percentComplete ?? null,
    percentCoverage: coverage?.percentCoverage ?? null,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    source: 'api',
    fetchedAt: fetchedAt.getTime(),
  };
}
