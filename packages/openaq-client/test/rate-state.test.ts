import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyObservation, takeRequest, unusedRateState, type RateState } from '../src/budget/rate-state.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const hour = 3_600_000;
const limits = { perMinute: 3, perHour: 5 };
const silent = { limit: null, used: null, blockedUntil: null };

function takeMany(state: RateState, count: number, now: number): RateState {
  let after = state;
  for (let index = 0; index < count; index += 1) after = takeRequest(after, limits, now).state;
  return after;
}

describe('limits', () => {
  test('the minute is a clock minute: what is used at 12:00:59 is forgotten at 12:01:00', () => {
    const late = noon + minute - 1;
    const full = takeMany(unusedRateState, 3, late);
    expect(takeRequest(full, limits, late).decision).toEqual({
      granted: false,
      budget: 'minute',
      limit: 3,
      retryAt: noon + minute,
    });
    expect(takeRequest(full, limits, noon + minute).decision).toEqual({ granted: true });
  });

  test('the hour counts across minutes and returns with the next hour', () => {
    const full = takeMany(takeMany(unusedRateState, 3, noon), 2, noon + minute);
    expect(takeRequest(full, limits, noon + 2 * minute).decision).toEqual({
      granted: false,
      budget: 'hour',
      limit: 5,
      retryAt: noon + hour,
    });
    expect(takeRequest(full, limits, noon + hour).decision).toEqual({ granted: true });
  });

  test('whatever the times of the requests, no clock minute and no clock hour grants more than its limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (steps) => {
        let state = unusedRateState;
        let now = noon;
        const granted: number[] = [];
        for (const step of steps) {
          now += step;
          const taken = takeRequest(state, limits, now);
          state = taken.state;
          if (taken.decision.granted) granted.push(now);
          else expect(taken.decision.retryAt).toBeGreaterThan(now);
        }
        for (const [length, limit] of [
          [minute, limits.perMinute],
          [hour, limits.perHour],
        ] as const) {
          const counts = Map.groupBy(granted, (instant) => Math.floor(instant / length));
          for (const group of counts.values()) expect(group.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});

describe('observations', () => {
  test('requests that other processes made with the key count as ours', () => {
    const state = applyObservation(takeMany(unusedRateState, 1, noon), { ...silent, sentAt: noon, used: 3 });
    expect(takeRequest(state, limits, noon + 1).decision).toMatchObject({ granted: false, budget: 'minute' });
  });

  test('a lower figure of the server does not give back what is still on its way', () => {
    const state = applyObservation(takeMany(unusedRateState, 3, noon), { ...silent, sentAt: noon, used: 1 });
    expect(takeRequest(state, limits, noon).decision.granted).toBe(false);
  });

  test('a response that comes after its minute is over does not burden the next one', () => {
    const next = takeMany(unusedRateState, 1, noon + minute);
    const state = applyObservation(next, { ...silent, sentAt: noon + minute - 1, used: 3 });
    expect(takeRequest(state, limits, noon + minute).decision.granted).toBe(true);
  });

  test('a quota below ours is kept, a quota of 0 is disbelieved', () => {
    const taken = takeMany(unusedRateState, 1, noon);
    const lower = applyObservation(taken, { ...silent, sentAt: noon, limit: 1 });
    expect(takeRequest(lower, limits, noon).decision.granted).toBe(false);
    const zero = applyObservation(taken, { ...silent, sentAt: noon, limit: 0 });
    expect(takeRequest(zero, limits, noon).decision.granted).toBe(true);
  });

  test('a block holds over the turn of the minute, and its end is a fresh start even inside a minute', () => {
    const full = takeMany(unusedRateState, 3, noon + 30_000);
    const blockedUntil = noon + 45_000;
    const blocked = applyObservation(full, { ...silent, sentAt: noon + 30_000, used: 3, blockedUntil });
    expect(takeRequest(blocked, limits, blockedUntil - 1).decision).toEqual({
      granted: false,
      budget: 'server',
      limit: null,
      retryAt: blockedUntil,
    });
    expect(takeRequest(blocked, limits, blockedUntil).decision.granted).toBe(true);
  });
});
