import type { RateLedger, RateLimits } from './ledger.ts';
import { applyObservation, takeRequest, unusedRateState } from './rate-state.ts';

/** What OpenAQ grants every key (docs.openaq.org/using-the-api/rate-limits, 2026-06-24). */
export const publishedRateLimits: RateLimits = { perMinute: 60, perHour: 2000 };

/**
 * A ledger for the clients of one process.
 *
 * @param limits - Default: 60 requests a minute and 2,000 an hour.
 */
export function createInMemoryRateLedger(limits: RateLimits = publishedRateLimits): RateLedger {
  let state = unusedRateState;
  return {
    async take(now) {
      const taken = takeRequest(state, limits, now);
      state = taken.state;
      return taken.decision;
    },
    async observe(observation) {
      state = applyObservation(state, observation);
    },
  };
}
