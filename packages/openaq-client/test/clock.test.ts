import { expect, test } from 'vitest';
import { systemClock } from '../src/clock.ts';

test('the system clock tells the time in milliseconds since the epoch', () => {
  const before = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  expect(systemClock.now() - before).toBeLessThan(10_000);
});

test('its sleep ends at once when the signal is aborted', async () => {
  const controller = new AbortController();
  const sleep = systemClock.sleep(3_600_000, controller.signal);
  controller.abort();
  await expect(sleep).rejects.toThrow(/aborted/);
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});
