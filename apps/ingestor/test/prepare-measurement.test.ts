import { rawMeasurementSchema, type MeasurementEvent, type RawMeasurement } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareMeasurement } from '../src/steps/prepare-measurement.ts';
import { measurementEvent as event } from './events.ts';

function documentOf(changes: Partial<MeasurementEvent> = {}): RawMeasurement {
  const prepared = prepareMeasurement({ ...event, ...changes });
  if ('invalid' in prepared) throw new Error(prepared.detail);
  return prepared.document;
}

describe('prepareMeasurement', () => {
  it('keeps what was published and adds the local time of the period start', () => {
    expect(documentOf()).toEqual({
      _id: '25196:2025-09-20T05:00:00.000Z:2025-09-20T06:00:00.000Z:4b9caae54b3e01ff',
      sensorId: 25_196,
      locationId: 10_490,
      parameterId: 2,
      parameterName: 'pm25',
      unit: 'µg/m³',
      value: 17.4,
      hasFlags: false,
      periodStart: event.periodStartUtc,
      periodEnd: event.periodEndUtc,
      expectedCount: 1,
      observedCount: 1,
      percentComplete: 100,
      percentCoverage: 100,
      latitude: null,
      longitude: null,
      timezone: 'America/Mexico_City',
      localDate: '2025-09-19',
      localHour: 23,
      utcOffsetMinutes: -360,
      localHourStart: event.periodStartUtc,
      localDayMinutes: 1440,
      localStandardDate: '2025-09-19',
      contentHash: '4b9caae54b3e01ff',
      source: 'api',
      firstSeenAt: event.fetchedAt,
      lastSeenAt: event.fetchedAt,
    });
  });

  it('names the same version the same, whenever it was fetched and wherever from', () => {
    const again = documentOf({ fetchedAt: event.fetchedAt + 86_400_000, source: 'archive' });
    expect(again._id).toBe(documentOf()._id);
    expect(again.lastSeenAt).toBe(event.fetchedAt + 86_400_000);
  });

  it.each<Partial<MeasurementEvent>>([
    { locationId: 1 },
    { timezone: 'America/Monterrey' },
    { parameterId: 3 },
    { parameterName: 'pm10' },
    { unit: 'ug/m3' },
    { value: 17.400_000_000_000_002 },
    { value: null },
    { hasFlags: true },
    { expectedCount: null },
    { observedCount: 0 },
    { percentComplete: 99 },
    { percentCoverage: null },
    { latitude: 20.6 },
    { longitude: -103.4 },
  ])('makes another version of %o', (change) => {
    expect(documentOf(change).contentHash).not.toBe(documentOf().contentHash);
  });

  it('tells a null from a 0 and from a text of the same look', () => {
    const hashes = [documentOf({ value: null }), documentOf({ value: 0 }), documentOf({ unit: 'null' })];
    expect(new Set(hashes.map(({ contentHash }) => contentHash)).size).toBe(3);
  });

  it('keeps −0 as 0, one version', () => {
    const negative = documentOf({ value: -0, latitude: -0, percentCoverage: -0 });
    expect(negative).toEqual(documentOf({ value: 0, latitude: 0, percentCoverage: 0 }));
    expect(Object.is(negative.value, 0)).toBe(true);
  });

  it('keeps a null value, a sentinel and a negative reading as published', () => {
    expect([null, -999, -0.4].map((value) => documentOf({ value }).value)).toEqual([null, -999, -0.4]);
  });

  const hour = 3_600_000;
  it.each<[string, Partial<MeasurementEvent>, string, RegExp]>([
    ['a sensor id of 0', { sensorId: 0 }, 'id-out-of-range', /sensor 0:/],
    ['a negative location id', { locationId: -1 }, 'id-out-of-range', /location is -1/],
    ['a parameter id of 0', { parameterId: 0 }, 'id-out-of-range', /parameter 0/],
    ['a period of no length', { periodEndUtc: event.periodStartUtc }, 'period-reversed', /05:00:00.000Z to .*05:00/],
    ['a period that runs backwards', { periodEndUtc: event.periodStartUtc - 1 }, 'period-reversed', /04:59:59.999Z/],
    [
      'a period that ends too late',
      { fetchedAt: event.periodEndUtc - hour - 1 },
      'period-in-future',
      /ends 2025-09-20T06/,
    ],
    ['NaN', { value: NaN }, 'number-not-finite', /value is NaN/],
    [
      'an infinity',
      { percentComplete: Infinity, latitude: -Infinity },
      'number-not-finite',
      /Complete is Inf.*latitude is -Inf/,
    ],
    ['an unknown zone', { timezone: 'Mars/Olympus_Mons' }, 'unknown-zone', /'Mars\/Olympus_Mons'/],
    ['a source that we do not have', { source: 'ftp' }, 'unknown-source', /'ftp'/],
    ['a time before 1970', { periodStartUtc: -1 }, 'instant-out-of-range', /-1 to/],
    ['a time after 9999', { fetchedAt: 9e15 }, 'instant-out-of-range', /9000000000000000/],
  ])('refuses %s with its reason', (_, change, invalid, detail) => {
    expect(prepareMeasurement({ ...event, ...change })).toEqual({ invalid, detail: expect.stringMatching(detail) });
  });

  it('allows the clocks of source and fetcher to disagree by an hour', () => {
    expect(documentOf({ fetchedAt: event.periodEndUtc - hour }).periodEnd).toBe(event.periodEndUtc);
  });

  it('gives a document that fits the schema or a reason for any event, and never throws', () => {
    const number = fc.option(fc.oneof(fc.double(), fc.constantFrom(-999, -0, 0, 1e300)), { nil: null });
    const id = fc.integer({ min: -1, max: 2 ** 40 });
    const instant = fc.oneof(
      fc.integer({ min: -1e10, max: 1e10 }).map((seconds) => seconds * 1000),
      fc.maxSafeInteger(),
    );
    const events: fc.Arbitrary<MeasurementEvent> = fc.record({
      sensorId: id,
      locationId: id,
      timezone: fc.constantFrom('America/Mexico_City', 'Asia/Kathmandu', 'Nowhere'),
      parameterId: id,
      parameterName: fc.string(),
      unit: fc.string(),
      value: number,
      hasFlags: fc.boolean(),
      periodStartUtc: fc.oneof(fc.constant(event.periodStartUtc), instant),
      periodEndUtc: fc.oneof(fc.constant(event.periodEndUtc), instant),
      expectedCount: fc.option(fc.nat(), { nil: null }),
      observedCount: fc.option(fc.nat(), { nil: null }),
      percentComplete: number,
      percentCoverage: number,
      latitude: number,
      longitude: number,
      source: fc.constantFrom('api', 'archive'),
      fetchedAt: fc.oneof(fc.constant(event.fetchedAt), instant),
    });
    let documents = 0;
    fc.assert(
      fc.property(events, (any) => {
        const prepared = prepareMeasurement(any);
        if ('invalid' in prepared) return;
        documents++;
        const { document } = prepared;
        expect(rawMeasurementSchema.parse(document)).toEqual(document);
        expect(prepareMeasurement({ ...any })).toEqual(prepared);
      }),
      { numRuns: 2000 },
    );
    expect(documents).toBeGreaterThan(50);
  });
});
