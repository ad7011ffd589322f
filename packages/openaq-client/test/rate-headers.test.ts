import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRateHeaders, serverDelay } from '../src/transport/rate-headers.ts';

const now = Date.parse('2026-03-01T12:00:20Z');
const reset = (value: string) => new Headers({ 'x-ratelimit-reset': value });

describe('x-ratelimit-reset on a 429', () => {
  test.each([
    ['seconds, as OpenAQ sends', '45', 45_000],
    ['an epoch in seconds, as its documentation says', String(now / 1000 + 45), 45_000],
    ['an epoch in milliseconds', String(now + 45_000), 45_000],
    ['0: the counter ends now; one second is waited all the same', '0', 1000],
    ['−2: the counter has vanished; the next clock minute is waited for', '-2', 40_000],
    ['an epoch that has passed', String(now / 1000 - 10), 40_000],
    ['no number', 'soon', 40_000],
  ])('%s (%s) waits %i ms', (_, value, delay) => {
    expect(serverDelay(429, reset(value), now)).toBe(delay);
  });

  test('missing, the next clock minute is waited for', () => {
    expect(serverDelay(429, new Headers(), now)).toBe(40_000);
  });

  test('any text at all gives a wait of at least a second', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer().map(String), fc.stringMatching(/^[ -~]*$/)), (value) => {
        const delay = serverDelay(429, reset(value), now);
        expect(delay).toBeGreaterThanOrEqual(1000);
      }),
    );
  });
});

describe('retry-after', () => {
  test('goes before x-ratelimit-reset', () => {
    expect(serverDelay(429, new Headers({ 'retry-after': '7', 'x-ratelimit-reset': '45' }), now)).toBe(7000);
  });

  test('may be an HTTP date', () => {
    expect(serverDelay(503, new Headers({ 'retry-after': 'Sun, 01 Mar 2026 12:00:50 GMT' }), now)).toBe(30_000);
  });

  test('is the only header that delays anything but a 429', () => {
    expect(serverDelay(503, new Headers({ 'retry-after': '3' }), now)).toBe(3000);
    expect(serverDelay(500, reset('45'), now)).toBeUndefined();
    expect(serverDelay(503, new Headers({ 'retry-after': 'later' }), now)).toBeUndefined();
  });
});

test('used is worked out from limit and remaining where it is missing', () => {
  const headers = new Headers({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '18' });
  expect(readRateHeaders(headers, now)).toMatchObject({ limit: 60, used: 42, remaining: 18 });
  expect(readRateHeaders(new Headers(), now)).toEqual({ limit: null, used: null, remaining: null, resetAt: null });
});
