import { describe, expect, test } from 'vitest';
import { createActivity } from '../src/activity.ts';

const noon = Date.UTC(2026, 2, 1, 12);

function startActivity() {
  const time = { now: noon };
  return { time, activity: createActivity({ limitMs: 60_000, clock: () => time.now }) };
}

describe('the health of an extraction', () => {
  test('is well from the start, for as long as the limit', () => {
    const { activity, time } = startActivity();
    time.now += 60_000;
    expect(activity.report()).toEqual({ isProgressing: true, inHand: 0, waiting: undefined });
    time.now += 1;
    expect(activity.report()).toMatchObject({
      isProgressing: false,
      reason: 'nothing came for 60 s, longer than 60 s',
    });
  });

  test('is well again as soon as something comes', () => {
    const { activity, time } = startActivity();
    time.now += 120_000;
    activity.advance();
    activity.sensors(4, 10);
    expect(activity.report()).toEqual({
      isProgressing: true,
      inHand: 4,
      waiting: 10,
      lastDoneAt: '2026-03-01T12:02:00.000Z',
    });
  });

  test('waiting for the budget is progress, and says until when', () => {
    const { activity, time } = startActivity();
    activity.waitUntil(noon + 3_600_000);
    activity.waitUntil(noon + 1000);
    time.now += 3_599_999;
    expect(activity.report()).toMatchObject({ isProgressing: true, waitingUntil: '2026-03-01T13:00:00.000Z' });
    time.now += 60_001;
    expect(activity.report()).not.toHaveProperty('waitingUntil');
    expect(activity.report().isProgressing).toBe(true);
    time.now += 1;
    expect(activity.report().isProgressing).toBe(false);
  });
});
