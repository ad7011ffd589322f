import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import type { BatchDocument, RawBatch } from '../../src/index.ts';

const hour = 3_600_000;
const hash = (content: number): string => content.toString(16).padStart(16, '0');
const iso = (instant: number): string => new Date(instant).toISOString();

interface MeasurementChoice {
  readonly sensorId?: number;
  /** Which hour, from 2025-09-20T06:00Z on. */
  readonly hour?: number;
  /** Which version of it. */
  readonly content?: number;
  readonly seenAt?: number;
}

/** A reading of Guadalajara; its local day begins at `hour` 0. */
export function measurement(choice: MeasurementChoice = {}): RawMeasurement {
  const { sensorId = 1, hour: index = 0, content = 0, seenAt = Date.parse('2025-09-21T00:00:00.123Z') } = choice;
  const periodStart = Date.parse('2025-09-20T06:00:00Z') + index * hour;
  const localDate = iso(periodStart - 6 * hour).slice(0, 10);
  return {
    _id: `${sensorId}:${iso(periodStart)}:${iso(periodStart + hour)}:${hash(content)}`,
    sensorId,
    locationId: 10 * sensorId,
    parameterId: 2,
    parameterName: 'pm25',
    unit: 'µg/m³',
    value: content,
    hasFlags: false,
    periodStart,
    periodEnd: periodStart + hour,
    expectedCount: 1,
    observedCount: 1,
    percentComplete: 100,
    percentCoverage: 100,
    latitude: null,
    longitude: null,
    timezone: 'America/Mexico_City',
    localDate,
    localHour: new Date(periodStart - 6 * hour).getUTCHours(),
    utcOffsetMinutes: -360,
    localHourStart: periodStart,
    localDayMinutes: 1440,
    localStandardDate: localDate,
    contentHash: hash(content),
    source: 'api',
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
  };
}

export function location(content = 0, seenAt = Date.parse('2025-09-21T00:00:00Z'), locationId = 10): RawLocation {
  return {
    _id: `${locationId}:${hash(content)}`,
    locationId,
    name: `Las "Águilas" \uFFFD'${content} `,
    locality: null,
    timezone: 'America/Mexico_City',
    countryId: 157,
    countryCode: 'MX',
    countryName: 'Mexico',
    ownerId: 4,
    ownerName: 'Unknown Governmental Organization',
    providerId: 62,
    providerName: 'Sinaica Mexico',
    isMobile: false,
    isMonitor: true,
    latitude: 20.630_983,
    longitude: -103.416_706,
    instruments: [{ instrumentId: 2, name: 'Government Monitor' }],
    licences: [
      {
        licenceId: 33,
        name: 'CC BY 4.0',
        attributionName: 'SINAICA "INECC"',
        attributionUrl: null,
        dateFrom: '2016-03-06',
        dateTo: null,
      },
    ],
    sensors: [
      { sensorId: 1, name: 'pm25 µg/m³', parameterId: 2, parameterName: 'pm25', unit: 'µg/m³', displayName: 'PM2.5' },
      { sensorId: 2, name: 'o3 ppm', parameterId: 10, parameterName: 'o3', unit: 'ppm', displayName: null },
    ],
    contentHash: hash(content),
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
  };
}

/** Numbers documents from an offset on, as one extraction's. */
export function numbered<Document>(
  documents: readonly Document[],
  firstOffset = 0,
  batchId = 'batch-1',
): BatchDocument<Document>[] {
  return documents.map((document, index) => ({ offset: firstOffset + index, batchId, document }));
}

/** A batch with nothing in it but what is given. */
export function batchOf(parts: Partial<RawBatch>): RawBatch {
  const { measurements = [], locations = [], rejected = [] } = parts;
  const offsets = [...measurements, ...locations, ...rejected].map(({ offset }) => offset + 1);
  return {
    topic: 'readings',
    partition: 0,
    nextOffset: Math.max(0, ...offsets),
    ...parts,
    measurements,
    locations,
    rejected,
  };
}
