import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OpenAqArgumentError, type LocationFilters } from '../src/index.ts';
import { locationQuery } from '../src/resources/location-filters.ts';
import { thrownBy } from './thrown-by.ts';

const problemsWith = (filters: object) =>
  thrownBy(OpenAqArgumentError, () => locationQuery(filters)).problems.map(({ path, message }) => `${path} ${message}`);

test('every filter is sent under the name that OpenAQ gives it', () => {
  const circle: LocationFilters = {
    coordinates: { latitude: 35.1353, longitude: -106.5847 },
    radius: 5000,
    iso: 'US',
    parametersId: 2,
    providersId: [119, 226],
    ownerContactsId: [4],
    licensesId: [33],
    instrumentsId: [2],
    manufacturersId: [1],
    mobile: false,
    monitor: true,
    orderBy: 'id',
    sortOrder: 'desc',
  };
  expect(locationQuery(circle)).toEqual({
    coordinates: '35.1353,-106.5847',
    radius: '5000',
    iso: 'US',
    parameters_id: '2',
    providers_id: '119,226',
    owner_contacts_id: '4',
    licenses_id: '33',
    instruments_id: '2',
    manufacturers_id: '1',
    mobile: 'false',
    monitor: 'true',
    order_by: 'id',
    sort_order: 'desc',
  });
  expect(locationQuery({ bbox: [-103.5, 20.5, -103.2, 20.8], countriesId: [157] })).toEqual({
    bbox: '-103.5,20.5,-103.2,20.8',
    countries_id: '157',
  });
});

test('no filter, or only undefined ones, sends none', () => {
  expect(locationQuery({})).toEqual({});
  expect(locationQuery({ iso: undefined, radius: undefined })).toEqual({});
});

describe('combinations that OpenAQ answers with a bare 500 are refused', () => {
  const coordinates = { latitude: 0, longitude: 0 };
  test.each([
    ['coordinates without radius', { coordinates }, 'radius is needed with coordinates'],
    ['radius without coordinates', { radius: 10 }, 'coordinates are needed with radius'],
    ['bbox and coordinates', { bbox: [0, 0, 1, 1], coordinates, radius: 1 }, 'bbox excludes coordinates'],
    ['iso and countriesId', { iso: 'MX', countriesId: [157] }, 'iso excludes countriesId'],
  ])('%s', (_, filters, problem) => {
    expect(problemsWith(filters)).toEqual([problem]);
  });
});

describe('values that OpenAQ refuses, or for which it silently finds nothing, are refused', () => {
  test.each<[string, object]>([
    ['bbox', { bbox: [2, 0, 1, 1] }],
    ['bbox', { bbox: [0, 2, 1, 1] }],
    ['bbox', { bbox: [0, 0, 1] }],
    ['bbox.3', { bbox: [0, 0, 1, 91] }],
    ['coordinates.latitude', { coordinates: { latitude: 999, longitude: 0 }, radius: 1 }],
    ['radius', { coordinates: { latitude: 0, longitude: 0 }, radius: 25_001 }],
    ['radius', { coordinates: { latitude: 0, longitude: 0 }, radius: 0.5 }],
    ['iso', { iso: 'us' }],
    ['iso', { iso: 'USA' }],
    ['parametersId', { parametersId: [] }],
    ['parametersId.1', { parametersId: [1, 0] }],
    ['countriesId.0', { countriesId: 2_147_483_648 }],
    ['mobile', { mobile: 'yes' }],
    ['orderBy', { orderBy: 'name' }],
    ['sortOrder', { sortOrder: 'ASC' }],
    ['', { country: 'MX' }],
  ])('%s: %j', (path, filters) => {
    expect(thrownBy(OpenAqArgumentError, () => locationQuery(filters)).problems.map((problem) => problem.path)).toEqual(
      [path],
    );
  });
});

test('all problems come at once, those of single values and those of combinations', () => {
  const filters = { bbox: [2, 0, 1, 1], coordinates: { latitude: 99, longitude: 0 }, iso: 'mx', countriesId: [0] };
  expect(problemsWith(filters)).toHaveLength(7);
});

test('a box may be a point or a line', () => {
  expect(locationQuery({ bbox: [1, 2, 1, 2] })).toEqual({ bbox: '1,2,1,2' });
});

test('coordinates are sent as plain decimals, never with an exponent, to within a millionth of a degree', () => {
  const degrees = (limit: number) =>
    fc.oneof(fc.double({ min: -limit, max: limit, noNaN: true }), fc.double({ min: -1e-5, max: 1e-5, noNaN: true }));
  fc.assert(
    fc.property(degrees(90), degrees(180), (latitude, longitude) => {
      const text = locationQuery({ coordinates: { latitude, longitude }, radius: 1 })['coordinates'] ?? '';
      expect(text).toMatch(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/);
      const [sentLatitude = NaN, sentLongitude = NaN] = text.split(',').map(Number);
      expect(Math.abs(sentLatitude - latitude)).toBeLessThanOrEqual(5.1e-7);
      expect(Math.abs(sentLongitude - longitude)).toBeLessThanOrEqual(5.1e-7);
    }),
  );
});
