import type { Dataset } from '../dataset.ts';
import { generatedDataset } from './dataset.ts';

export interface RecentOptions {
  readonly seed: number;
  readonly sensors: number;
  /** How many days before now it reaches back. */
  readonly days: number;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly clock?: () => number;
}

const hour = 3_600_000;

/**
 * Generated readings up to the last full hour: it grows as time goes by, like the real one. A reading depends on seed,
 * sensor and hour alone, so that what was served once is served again.
 */
export function recentDataset({ seed, sensors, days, clock = Date.now }: RecentOptions): Dataset {
  const upTo = (to: number) => ({ to, data: generatedDataset({ seed, sensors, from: to - days * 24 * hour, to }) });
  const fullHour = (): number => Math.floor(clock() / hour) * hour;
  let current = upTo(fullHour());
  const now = (): Dataset => {
    if (current.to !== fullHour()) current = upTo(fullHour());
    return current.data;
  };
  return {
    locations: () => now().locations(),
    location: (id) => now().location(id),
    sensor: (id) => now().sensor(id),
    sensorsOf: (id) => now().sensorsOf(id),
    measurements: (id, window, slice) => now().measurements(id, window, slice),
  };
}
