import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datetimeObject } from '../src/timestamp.ts';
import { instantOfWallClock, zoneOffset } from '../src/zone.ts';

const zones = [
  'America/Mexico_City',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Europe/Paris',
  'America/Los_Angeles',
  'Europe/London',
  'Asia/Kolkata',
];
const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });

/** The slow way: ask for the parts of the local time. */
function referenceOffset(zone: string, instant: number): number {
  const local = new Date(instant).toLocaleString('sv', { timeZone: zone });
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}

describe('offsets', () => {
  it('agree with Intl at any instant', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        expect(zoneOffset(zone, instant)).toBe(referenceOffset(zone, instant));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Europe/Paris', '2025-03-30T01:00:00Z', 60, 120],
    ['Europe/Paris', '2025-10-26T01:00:00Z', 120, 60],
    ['Australia/Lord_Howe', '2025-04-05T15:00:00Z', 660, 630],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', -600, 840],
    ['America/Mexico_City', '2022-10-30T07:00:00Z', -300, -360],
  ])('%s changes exactly at %s', (zone, change, before, after) => {
    const instant = Date.parse(change);
    expect(zoneOffset(zone, instant - 1) / 60_000).toBe(before);
    expect(zoneOffset(zone, instant) / 60_000).toBe(after);
  });
});

describe('wall clocks', () => {
  it.each([
    ['America/Mexico_City', '2025-09-20T00:00:00', '2025-09-20T06:00:00Z'],
    ['Asia/Kathmandu', '2025-09-20T00:00:00', '2025-09-19T18:15:00Z'],
    ['Australia/Lord_Howe', '2025-01-01T00:00:00', '2024-12-31T13:00:00Z'],
    // Does not exist: the offset before the change.
    ['Europe/Paris', '2025-03-30T02:30:00', '2025-03-30T01:30:00Z'],
    ['Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T22:00:00Z'],
    // Exists twice: the offset after the change.
    ['Europe/Paris', '2025-10-26T02:30:00', '2025-10-26T01:30:00Z'],
    ['Australia/Lord_Howe', '2025-04-06T01:45:00', '2025-04-05T15:15:00Z'],
  ])('in %s %s is %s', (zone, wallClock, instant) => {
    expect(new Date(instantOfWallClock(zone, Date.parse(`${wallClock}Z`))).toISOString()).toBe(
      new Date(instant).toISOString(),
    );
  });

  it('lead back to an instant with the same wall clock', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const wallClock = instant + zoneOffset(zone, instant);
        const back = instantOfWallClock(zone, wallClock);
        expect(back + zoneOffset(zone, back)).toBe(wallClock);
      }),
    );
  });
});

describe('the datetime object', () => {
  it.each([
    ['Asia/Kathmandu', '2025-09-20T00:15:00Z', '2025-09-20T06:00:00+05:45'],
    ['America/Los_Angeles', '2025-07-01T00:00:00Z', '2025-06-30T17:00:00-07:00'],
    ['Australia/Lord_Howe', '2025-01-01T00:30:00Z', '2025-01-01T11:30:00+11:00'],
    ['Europe/London', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
    ['Europe/London', '2025-07-01T00:00:00Z', '2025-07-01T01:00:00+01:00'],
  ])('in %s at %s', (zone, utc, local) => {
    expect(JSON.parse(datetimeObject(Date.parse(utc), zone))).toEqual({ utc, local });
  });

  it('is the same instant twice', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const { utc, local } = JSON.parse(datetimeObject(instant, zone)) as { utc: string; local: string };
        expect(Date.parse(utc)).toBe(Math.floor(instant / 1000) * 1000);
        expect(Date.parse(local)).toBe(Date.parse(utc));
      }),
    );
  });
});
