/** Requests that one key may make. */
export interface RateLimits {
  /** In a clock minute. */
  readonly perMinute: number;
  /** In a clock hour. */
  readonly perHour: number;
}

/** What is used up: the minute, the hour, or the server's patience (it answered 429). */
export type RateBudget = 'minute' | 'hour' | 'server';

/** No request may go out yet. */
export interface RateRefusal {
  readonly granted: false;
  readonly budget: RateBudget;
  /** Requests that the minute or the hour allows; null where it is the server that refuses. */
  readonly limit: number | null;
  /** When to ask again, in milliseconds since the epoch. */
  readonly retryAt: number;
}

/** Whether one more request may go out. */
export type RateDecision = { readonly granted: true } | RateRefusal;

/** What a response told about the budget of the key. */
export interface RateObservation {
  /** When its request was sent, in milliseconds since the epoch: it was counted in that minute. */
  readonly sentAt: number;
  /** Quota of a minute, by the server. */
  readonly limit: number | null;
  /** Requests the server has counted in this minute, of every client that uses the key. */
  readonly used: number | null;
  /** Set by a 429: no request before this instant. */
  readonly blockedUntil: number | null;
}

/**
 * Counts the requests of one key. All who share the key share one ledger, so an implementation over a file or a
 * database makes each call atomic.
 */
export interface RateLedger {
  /** Counts one request if the budget allows it at `now` (milliseconds since the epoch), else says when to ask again. */
  take(now: number): Promise<RateDecision>;
  observe(observation: RateObservation): Promise<void>;
}
