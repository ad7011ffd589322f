import type { RateBudget, RateDecision, RateLimits, RateObservation } from './ledger.ts';

/** All that a ledger has to keep. Plain data, so that it can lie in a file or a row. */
export interface RateState {
  /** Clock minute since the epoch, and what it has used. */
  readonly minute: number;
  readonly minuteUsed: number;
  readonly hour: number;
  readonly hourUsed: number;
  /** Quota of a minute that the server last named. */
  readonly serverLimit: number | null;
  /** Milliseconds since the epoch; 0 where the server blocks nothing. */
  readonly blockedUntil: number;
}

const minuteLength = 60_000;
const hourLength = 3_600_000;

export const unusedRateState: RateState = {
  minute: 0,
  minuteUsed: 0,
  hour: 0,
  hourUsed: 0,
  serverLimit: null,
  blockedUntil: 0,
};

/** What to assume where the record of the past is lost: the minute of `now` is used up. Of the hour nothing is known. */
export const usedUpRateState = (now: number): RateState => ({
  ...unusedRateState,
  minute: Math.floor(now / minuteLength),
  minuteUsed: Number.MAX_SAFE_INTEGER,
});

/** OpenAQ counts in fixed clock minutes (api/dependencies.py). The window of its hour is not published; we take it alike. */
function roll(state: RateState, now: number): RateState {
  const minute = Math.floor(now / minuteLength);
  const hour = Math.floor(now / hourLength);
  // The end of a block is the server's word that its count begins anew; its clock need not agree with ours.
  const isReleased = state.blockedUntil > 0 && now >= state.blockedUntil;
  return {
    ...state,
    minute,
    minuteUsed: minute === state.minute && !isReleased ? state.minuteUsed : 0,
    hour,
    hourUsed: hour === state.hour ? state.hourUsed : 0,
    blockedUntil: isReleased ? 0 : state.blockedUntil,
  };
}

/** Counts one request at `now` if limits and server allow it. */
export function takeRequest(
  before: RateState,
  limits: RateLimits,
  now: number,
): { readonly state: RateState; readonly decision: RateDecision } {
  const state = roll(before, now);
  const refuse = (budget: RateBudget, limit: number | null, retryAt: number) => ({
    state,
    decision: { granted: false, budget, limit, retryAt } as const,
  });
  if (now < state.blockedUntil) return refuse('server', null, state.blockedUntil);
  if (state.hourUsed >= limits.perHour) return refuse('hour', limits.perHour, (state.hour + 1) * hourLength);
  const perMinute = Math.min(limits.perMinute, state.serverLimit ?? Infinity);
  if (state.minuteUsed >= perMinute) return refuse('minute', perMinute, (state.minute + 1) * minuteLength);
  const taken = { ...state, minuteUsed: state.minuteUsed + 1, hourUsed: state.hourUsed + 1 };
  return { state: taken, decision: { granted: true } };
}

/** Takes in what the server said. It sees the requests of other processes too, and those we sent but it has not counted it does not. */
export function applyObservation(state: RateState, observation: RateObservation): RateState {
  // A late response tells about a minute that is over.
  const isCurrent = Math.floor(observation.sentAt / minuteLength) === state.minute;
  return {
    ...state,
    minuteUsed: isCurrent ? Math.max(state.minuteUsed, observation.used ?? 0) : state.minuteUsed,
    // A quota of 0 would let nothing through for ever, not even the request that tells of a new one.
    serverLimit: observation.limit !== null && observation.limit >= 1 ? observation.limit : state.serverLimit,
    blockedUntil: Math.max(state.blockedUntil, observation.blockedUntil ?? 0),
  };
}
