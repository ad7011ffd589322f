import avro from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contracts,
  locationContract,
  measurementContract,
  progressContract,
  topics,
  type LocationEvent,
  type MeasurementEvent,
} from '../src/index.ts';
import { batchProgress, sensorProgress } from './events.ts';

const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const double = fc.double({ noNaN: true });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const measurement: fc.Arbitrary<MeasurementEvent> = fc.record({
  sensorId: id,
  locationId: id,
  timezone: fc.constantFrom('America/Mexico_City', 'Asia/Kathmandu'),
  parameterId: id,
  parameterName: fc.string(),
  unit: fc.constantFrom('µg/m³', 'ppm', ''),
  value: optional(double),
  hasFlags: fc.boolean(),
  periodStartUtc: instant,
  periodEndUtc: instant,
  expectedCount: optional(id),
  observedCount: optional(id),
  percentComplete: optional(double),
  percentCoverage: optional(double),
  latitude: optional(double),
  longitude: optional(double),
  source: fc.constantFrom('api', 'archive'),
  fetchedAt: instant,
});

const station: LocationEvent = {
  locationId: 8032,
  name: 'Las \uFFFDguilas',
  locality: null,
  timezone: 'America/Mexico_City',
  countryId: 157,
  countryCode: 'MX',
  countryName: 'Mexico',
  ownerId: 4,
  ownerName: 'Unknown Governmental Organization',
  providerId: 119,
  providerName: 'AirNow',
  isMobile: false,
  isMonitor: true,
  latitude: null,
  longitude: null,
  instruments: [{ instrumentId: 2, name: 'Government Monitor' }],
  licences: [
    {
      licenceId: 33,
      name: 'US Public Domain',
      attributionName: 'X',
      attributionUrl: null,
      dateFrom: '2016-01-30',
      dateTo: null,
    },
  ],
  sensors: [{ sensorId: 1, name: 'o3 ppm', parameterId: 10, parameterName: 'o3', unit: 'ppm', displayName: 'O₃' }],
  datetimeFirstUtc: null,
  datetimeLastUtc: 1_717_599_600_000,
  fetchedAt: 1_763_000_000_000,
};

describe('event contracts', () => {
  test('every measurement survives the bytes unchanged', () => {
    const { type } = measurementContract;
    fc.assert(
      fc.property(measurement, (event) => {
        expect({ ...(type.fromBuffer(type.toBuffer(event)) as object) }).toEqual(event);
      }),
    );
  });

  test('camelCase values write the bytes of the registered snake_case schema', () => {
    const registered = avro.Type.forSchema(measurementContract.schema as unknown as avro.Schema);
    const [event] = fc.sample(measurement, 1) as [MeasurementEvent];
    const decoded = registered.fromBuffer(measurementContract.type.toBuffer(event)) as Record<string, unknown>;
    expect(decoded['sensor_id']).toBe(event.sensorId);
    expect(decoded['period_end_utc']).toBe(event.periodEndUtc);
  });

  test('a station keeps its nested lists and its nulls', () => {
    const { type } = locationContract;
    expect(JSON.parse(JSON.stringify(type.fromBuffer(type.toBuffer(station))))).toEqual(station);
  });

  test.each([
    ['of a batch', batchProgress],
    ['of a sensor', sensorProgress],
  ])('progress %s keeps its positions and its nulls', (_, event) => {
    const { type } = progressContract;
    expect(JSON.parse(JSON.stringify(type.fromBuffer(type.toBuffer(event))))).toEqual(event);
  });

  test('messages are keyed by what must stay in order', () => {
    const [event] = fc.sample(measurement, 1) as [MeasurementEvent];
    expect(measurementContract.key(event)).toBe(String(event.sensorId));
    expect(locationContract.key(station)).toBe('8032');
    expect([batchProgress, sensorProgress].map(progressContract.key)).toEqual(['b1:0', 'b1:3917']);
  });

  test('subjects follow the TopicNameStrategy', () => {
    expect(measurementContract.subject).toBe('openaq.measurements.v1-value');
  });

  test('each contract has a subject and a topic of its own, and is valid as it is registered', () => {
    expect(new Set(contracts.map(({ subject }) => subject)).size).toBe(contracts.length);
    const names = Object.values(topics).map(({ name }) => name);
    for (const { topic, schema } of contracts) {
      expect(names).toContain(topic);
      expect(() => avro.Type.forSchema(schema as unknown as avro.Schema)).not.toThrow();
    }
  });

  test('progress is forgotten with the readings it tells of, and has one order', () => {
    expect(topics.progress).toMatchObject({ partitions: 1, retentionMs: topics.measurements.retentionMs });
  });
});
