import { rawLocationSchema, type LocationEvent, type RawLocation } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareLocation } from '../src/steps/prepare-location.ts';
import { locationEvent as event } from './events.ts';

function documentOf(changes: Partial<LocationEvent> = {}): RawLocation {
  const prepared = prepareLocation({ ...event, ...changes });
  if ('invalid' in prepared) throw new Error(prepared.detail);
  return prepared.document;
}

const shuffled = <Item>(items: readonly Item[]) =>
  fc
    .tuple(fc.shuffledSubarray([...items], { minLength: items.length }), fc.subarray([...items]))
    .map((lists) => lists.flat());

describe('prepareLocation', () => {
  it('keeps what was published, text as it came', () => {
    const { datetimeFirstUtc, datetimeLastUtc, fetchedAt, ...published } = event;
    expect(documentOf()).toEqual({
      _id: '10490:455689ab5760c49e',
      ...published,
      contentHash: '455689ab5760c49e',
      firstSeenAt: fetchedAt,
      lastSeenAt: fetchedAt,
    });
    expect(rawLocationSchema.parse(documentOf())).toEqual(documentOf());
    expect(datetimeLastUtc).toBeGreaterThan(datetimeFirstUtc!);
  });

  it('makes no version of a new last reading or a new fetch', () => {
    const later = documentOf({
      datetimeLastUtc: event.datetimeLastUtc! + 3_600_000,
      datetimeFirstUtc: null,
      fetchedAt: 1.8e12,
    });
    expect(later._id).toBe(documentOf()._id);
    expect(later.lastSeenAt).toBe(1.8e12);
  });

  it('makes no version of lists in another order, or of repetitions in them', () => {
    const lists = fc.record({
      instruments: shuffled(event.instruments),
      licences: shuffled(event.licences),
      sensors: shuffled(event.sensors),
    });
    fc.assert(
      fc.property(lists, (change) => {
        expect(documentOf(change)).toEqual(documentOf());
      }),
    );
  });

  it('chooses between two descriptions of one id by what they say, not by their order', () => {
    const [sensor, ...others] = event.sensors;
    const renamed = { ...sensor!, displayName: 'Fine dust' };
    const one = documentOf({ sensors: [sensor!, renamed, ...others] });
    expect(one).toEqual(documentOf({ sensors: [...others, renamed, sensor!] }));
    expect(one.sensors).toHaveLength(event.sensors.length);
  });

  it('keeps a licence that holds again from another date on', () => {
    const [licence] = event.licences;
    const again = { ...licence!, dateFrom: '2024-01-01' };
    const licences = documentOf({ licences: [again, licence!, again] }).licences;
    expect(licences).toEqual([licence, again]);
    expect(documentOf({ licences: [licence!, again] }).licences).toEqual(licences);
  });

  it('sorts ids as numbers', () => {
    const sensors = [10, 9, 100].map((sensorId) => ({ ...event.sensors[0]!, sensorId }));
    expect(documentOf({ sensors }).sensors.map(({ sensorId }) => sensorId)).toEqual([9, 10, 100]);
  });

  it.each<Partial<LocationEvent>>([
    { name: 'Las Aguilas' },
    { locality: 'Zapopan' },
    { timezone: 'America/Monterrey' },
    { countryId: null },
    { countryCode: '-99' },
    { countryName: 'México' },
    { ownerId: 5 },
    { ownerName: 'SEMADET' },
    { providerId: 63 },
    { providerName: 'Sinaica' },
    { isMobile: true },
    { isMonitor: false },
    { latitude: null },
    { longitude: -103.4167 },
    { instruments: [] },
    { licences: event.licences.slice(1) },
    { sensors: event.sensors.map((sensor) => ({ ...sensor, unit: 'ppb' })) },
  ])('makes another version of %o', (change) => {
    expect(documentOf(change)._id).not.toBe(documentOf()._id);
  });

  it.each<[string, Partial<LocationEvent>, string, RegExp]>([
    ['an id of 0', { locationId: 0 }, 'id-out-of-range', /Location 0/],
    [
      'a sensor without an id',
      { sensors: [{ ...event.sensors[0]!, sensorId: 0 }] },
      'id-out-of-range',
      /sensor 0 of parameter 2/,
    ],
    [
      'a sensor of no parameter',
      { sensors: [{ ...event.sensors[0]!, parameterId: 0 }] },
      'id-out-of-range',
      /parameter 0/,
    ],
    ['coordinates that are no numbers', { latitude: NaN }, 'number-not-finite', /NaN, -103/],
    ['an unknown zone', { timezone: 'GDL' }, 'unknown-zone', /'GDL'/],
    ['an impossible fetch time', { fetchedAt: 9e15 }, 'instant-out-of-range', /fetched at 9000000000000000/],
  ])('refuses %s with its reason', (_, change, invalid, detail) => {
    expect(prepareLocation({ ...event, ...change })).toEqual({ invalid, detail: expect.stringMatching(detail) });
  });
});
