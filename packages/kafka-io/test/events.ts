import {
  camelCaseFields,
  type AvroRecord,
  type EventContract,
  type LocationEvent,
  type MeasurementEvent,
} from '@airstar/schemas';
import avro from 'avsc';
import fc from 'fast-check';

export const location = (overrides: Partial<LocationEvent> = {}): LocationEvent => ({
  locationId: 2178,
  name: 'Las Águilas ',
  locality: null,
  timezone: 'America/Mexico_City',
  countryId: 157,
  countryCode: 'MX',
  countryName: 'Mexico',
  ownerId: 4,
  ownerName: 'Unknown Governmental Organization',
  providerId: 162,
  providerName: 'SINAICA Mexico',
  isMobile: false,
  isMonitor: true,
  latitude: 20.63,
  longitude: -103.41,
  instruments: [{ instrumentId: 2, name: 'Government Monitor' }],
  licences: [],
  sensors: [
    { sensorId: 3917, name: 'o3 ppm', parameterId: 10, parameterName: 'o3', unit: 'ppm', displayName: null },
    { sensorId: 3918, name: 'pm10 µg/m³', parameterId: 1, parameterName: 'pm10', unit: 'µg/m³', displayName: 'PM10' },
  ],
  datetimeFirstUtc: null,
  datetimeLastUtc: 1_700_003_600_000,
  fetchedAt: 1_700_010_000_000,
  ...overrides,
});

// The largest long that avsc takes.
const id = fc.nat(Number.MAX_SAFE_INTEGER - 1);
// avsc zigzags in doubles: a long below −2⁵² comes back as another number. As an instant that is 140,000 years ago.
const instant = fc.integer({ min: -(2 ** 52), max: 8.64e15 });
const double = fc.double();
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

export const anyMeasurement: fc.Arbitrary<MeasurementEvent> = fc.record({
  sensorId: id,
  locationId: id,
  timezone: text,
  parameterId: id,
  parameterName: text,
  unit: text,
  value: orNull(double),
  hasFlags: fc.boolean(),
  periodStartUtc: instant,
  periodEndUtc: instant,
  expectedCount: orNull(id),
  observedCount: orNull(id),
  percentComplete: orNull(double),
  percentCoverage: orNull(double),
  latitude: orNull(double),
  longitude: orNull(double),
  source: text,
  fetchedAt: instant,
});

export const anyLocation: fc.Arbitrary<LocationEvent> = fc
  .record({
    name: orNull(text),
    instruments: fc.array(fc.record({ instrumentId: id, name: text }), { maxLength: 4 }),
    sensors: fc.array(
      fc.record({
        sensorId: id,
        name: text,
        parameterId: id,
        parameterName: text,
        unit: text,
        displayName: orNull(text),
      }),
      { maxLength: 200 },
    ),
    datetimeFirstUtc: orNull(instant),
  })
  .map(location);

/** A contract made for one test. */
export function contractOf<Event>(schema: AvroRecord, key: (event: Event) => string): EventContract<Event> {
  const type = avro.Type.forSchema(camelCaseFields(schema) as avro.Schema);
  return { topic: 'test.readings.v1', subject: 'test.readings.v1-value', schema, type, key };
}

export interface Reading {
  sensorId: number;
  unit: string;
}

export const readingSchema: AvroRecord = {
  type: 'record',
  name: 'Reading',
  doc: 'First version.',
  fields: [
    { name: 'sensor_id', type: 'long', doc: '' },
    { name: 'unit', type: 'string', doc: '' },
  ],
};

export const readingContract = contractOf<Reading>(readingSchema, ({ sensorId }) => String(sensorId));

/** The schema with other fields. */
export const readingWith = (...fields: AvroRecord['fields'][number][]): AvroRecord => ({ ...readingSchema, fields });
