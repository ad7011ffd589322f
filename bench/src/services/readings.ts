import type { MeasurementEvent } from '@airstar/schemas';

const hour = 3_600_000;
const start = Date.UTC(2024, 0, 1);

/** Readings of one sensor, of which an extractor publishes a page at once. */
export const pageSize = 2000;

export const batchId = 'bench';

/** Page after page: 2,000 hours of one sensor, then of the next. The same number gives the same reading. */
export function page(number: number): MeasurementEvent[] {
  return Array.from({ length: pageSize }, (_, index) => reading(1 + number, index));
}

function reading(sensorId: number, index: number): MeasurementEvent {
  const periodStartUtc = start + index * hour;
  return {
    sensorId,
    locationId: 1 + (sensorId >> 1),
    timezone: 'America/Mexico_City',
    parameterId: 2,
    parameterName: 'pm25',
    unit: 'µg/m³',
    value: ((sensorId * 31 + index * 7919) % 1000) / 10,
    hasFlags: false,
    periodStartUtc,
    periodEndUtc: periodStartUtc + hour,
    expectedCount: 1,
    observedCount: 1,
    percentComplete: 100,
    percentCoverage: 100,
    latitude: null,
    longitude: null,
    source: 'api',
    fetchedAt: start + (pageSize + 24) * hour,
  };
}
