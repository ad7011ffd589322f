import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../src/index.ts';

export interface ManualClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: readonly number[];
}

/** A clock whose time passes only by sleeping; who sleeps at the same time for as long wakes at the same time. */
export function createManualClock(start = '2026-03-01T12:00:00Z'): ManualClock {
  let now = Date.parse(start);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    async sleep(milliseconds, signal) {
      const end = now + milliseconds;
      waits.push(milliseconds);
      await setImmediate();
      signal?.throwIfAborted();
      now = Math.max(now, end);
    },
  };
}
