import { describe, expect, test } from 'vitest';
import { viewOf } from './raw-database.ts';

const location = (location_id: number, content_hash: string, lastSeen: string, more = {}) => ({
  location_id,
  name: 'Centro ',
  timezone: 'America/Mexico_City',
  country_id: 157,
  country_code: 'MX',
  country_name: 'Mexico',
  owner_id: 4,
  owner_name: 'Unknown',
  provider_id: 1,
  provider_name: 'Sinaica',
  is_mobile: false,
  is_monitor: true,
  content_hash,
  first_seen_at: '2025-01-01T00:00:00',
  last_seen_at: `2025-01-${lastSeen}T00:00:00`,
  ...more,
});

const part = (location_id: number, content_hash: string, lastSeen: string, more: Record<string, string | number>) => ({
  location_id,
  content_hash,
  last_seen_at: `2025-01-${lastSeen}T00:00:00`,
  ...more,
});

test('a station has a row per version, with its name as it is, blanks and all', async () => {
  const rows = await viewOf('location', {
    location: [location(1, 'aa', '01'), location(1, 'bb', '02', { name: 'Las \uFFFDguilas' })],
  });
  expect(rows).toMatchObject([
    { name: 'Centro ', locality: null, latitude: null, content_hash: 'aa', last_seen_at: '2025-01-01 00:00:00' },
    { name: 'Las \uFFFDguilas', content_hash: 'bb' },
  ]);
});

describe('sensors', () => {
  const sensor = (hash: string, lastSeen: string, more = {}) =>
    part(1, hash, lastSeen, {
      sensor_id: 7,
      name: 'o3 ppm',
      parameter_id: 10,
      parameter_name: 'o3',
      unit: 'ppm',
      display_name: 'O₃',
      ...more,
    });

  test('are as they were last described, in their canonical unit', async () => {
    const rows = await viewOf('sensor', { sensor: [sensor('bb', '02', { name: 'new' }), sensor('aa', '01')] });
    expect(rows).toEqual([
      {
        sensor_id: '7',
        location_id: '1',
        parameter_id: '10',
        name: 'new',
        parameter_name: 'o3',
        unit_original: 'ppm',
        unit: 'µg/m³',
        display_name: 'O₃',
        molar_mass: 47.998,
      },
    ]);
  });

  test('that their station no longer lists are still there', async () => {
    const rows = await viewOf('sensor', {
      location: [location(1, 'aa', '01'), location(1, 'bb', '02')],
      sensor: [sensor('aa', '01'), sensor('bb', '02', { sensor_id: 8 })],
    });
    expect(rows.map((row) => row['sensor_id'])).toEqual(['7', '8']);
  });

  test('of unknown kind keep their unit', async () => {
    const rows = await viewOf('sensor', { sensor: [sensor('aa', '01', { parameter_name: 'voc', unit: 'iaq' })] });
    expect(rows).toMatchObject([{ unit: 'iaq', unit_original: 'iaq', molar_mass: null }]);
  });
});

describe('licences', () => {
  const licence = (hash: string, lastSeen: string, more = {}) =>
    part(1, hash, lastSeen, {
      licence_id: 36,
      name: 'Mexico SINAICA',
      attribution_name: 'INECC',
      date_from: '2016-01-30',
      ...more,
    });

  test('are those of the newest description, with real dates', async () => {
    const rows = await viewOf('location_licence', {
      location: [location(1, 'aa', '01'), location(1, 'bb', '02')],
      location_licence: [licence('aa', '01', { licence_id: 30 }), licence('bb', '02')],
    });
    expect(rows).toEqual([
      {
        location_id: '1',
        licence_id: '36',
        name: 'Mexico SINAICA',
        attribution_name: 'INECC',
        attribution_url: null,
        date_from: '2016-01-30',
        date_to: null,
      },
    ]);
  });

  test('of an older description do not come back when the newest has none', async () => {
    const rows = await viewOf('location_licence', {
      location: [location(1, 'aa', '01'), location(1, 'bb', '02')],
      location_licence: [licence('aa', '01')],
    });
    expect(rows).toEqual([]);
  });

  test('with a date that is none have no date', async () => {
    const rows = await viewOf('location_licence', {
      location: [location(1, 'aa', '01')],
      location_licence: [licence('aa', '01', { date_from: 'unknown' })],
    });
    expect(rows).toMatchObject([{ licence_id: '36', date_from: null }]);
  });
});

test('an instrument that OpenAQ repeats is listed once', async () => {
  const instrument = part(1, 'aa', '01', { instrument_id: 2, name: 'Government Monitor' });
  const rows = await viewOf('location_instrument', {
    location: [location(1, 'aa', '01')],
    location_instrument: [instrument, instrument, { ...instrument, instrument_id: 14, name: 'BAM 1020' }],
  });
  expect(rows.map((row) => row['instrument_id'])).toEqual(['2', '14']);
});

test('of two descriptions seen at the same instant the higher hash is the newest', async () => {
  const rows = await viewOf('location_instrument', {
    location: [location(1, 'bb', '01'), location(1, 'aa', '01')],
    location_instrument: [
      part(1, 'aa', '01', { instrument_id: 1, name: 'N/A' }),
      part(1, 'bb', '01', { instrument_id: 2, name: 'Government Monitor' }),
    ],
  });
  expect(rows).toMatchObject([{ instrument_id: '2' }]);
});
