const minute = 60_000;

export interface RateLimitState {
  /** The request is over the quota, and was not counted. */
  readonly limited: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Requests per key and minute, counted as the server counts them: the bucket is the minute of the clock, so a fresh
 * one opens at the full minute, even where `x-ratelimit-reset` (60 s from the bucket's first request) promised later.
 */
export function minuteRateLimiter(limit: number, clock: () => number): (key: string) => RateLimitState {
  const buckets = new Map<string, { used: number; expiresAt: number }>();
  let current = NaN;
  return (key) => {
    const now = clock();
    const clockMinute = Math.floor(now / minute);
    if (clockMinute !== current) buckets.clear();
    current = clockMinute;
    const bucket = buckets.get(key) ?? { used: 0, expiresAt: now + minute };
    buckets.set(key, bucket);
    const limited = bucket.used >= limit;
    if (!limited) bucket.used += 1;
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-used': String(bucket.used),
      'x-ratelimit-remaining': String(limit - bucket.used),
      'x-ratelimit-reset': String(Math.ceil((bucket.expiresAt - now) / 1000)),
    };
    return { limited, headers };
  };
}
