import { afterEach, expect, it, vi } from 'vitest';
import { keepingAlive } from '../src/keep-alive.ts';

afterEach(() => void vi.useRealTimers());

it('sends heartbeats for as long as the work takes, and none after it', async () => {
  vi.useFakeTimers();
  const heartbeat = vi.fn(() => Promise.resolve());
  const work = Promise.withResolvers<string>();
  const done = keepingAlive({ heartbeat }, () => work.promise);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heartbeat).toHaveBeenCalledTimes(30);
  work.resolve('written');
  expect(await done).toBe('written');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heartbeat).toHaveBeenCalledTimes(30);
});

it('leaves it to the commit to say that the partition was lost', async () => {
  vi.useFakeTimers();
  const work = Promise.withResolvers<string>();
  const done = keepingAlive({ heartbeat: () => Promise.reject(new Error('lost')) }, () => work.promise);
  await vi.advanceTimersByTimeAsync(5000);
  work.reject(new Error('the commit says so'));
  await expect(done).rejects.toThrow('the commit says so');
});
