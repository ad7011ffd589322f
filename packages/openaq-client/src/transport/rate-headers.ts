/** What the headers of a response say about waiting and the budget. */
export interface RateHeaders {
  readonly limit: number | null;
  readonly used: number | null;
  readonly remaining: number | null;
  /** When the server's minute ends or it wants to be asked again, in milliseconds since the epoch. */
  readonly resetAt: number | null;
}

function number(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/**
 * `x-ratelimit-reset` is the number of seconds left (Redis TTL, api/dependencies.py), though OpenAQ's documentation
 * calls it a timestamp: a number too large for a wait is taken for one. It is negative when the counter has just
 * vanished; then, as for an instant that has passed, it says nothing.
 */
function instant(value: number | null, now: number): number | null {
  if (value === null) return null;
  const at = value >= 1e12 ? value : value >= 1e9 ? value * 1000 : now + value * 1000;
  return at >= now ? at : null;
}

function retryAfter(headers: Headers, now: number): number | null {
  const seconds = number(headers, 'retry-after');
  if (seconds !== null) return instant(seconds, now);
  const date = Date.parse(headers.get('retry-after') ?? '');
  return Number.isNaN(date) ? null : instant(date, now);
}

/** @param now - When the response came, in milliseconds since the epoch. */
export function readRateHeaders(headers: Headers, now: number): RateHeaders {
  const limit = number(headers, 'x-ratelimit-limit');
  const remaining = number(headers, 'x-ratelimit-remaining');
  return {
    limit,
    used: number(headers, 'x-ratelimit-used') ?? (limit !== null && remaining !== null ? limit - remaining : null),
    remaining,
    resetAt: retryAfter(headers, now) ?? instant(number(headers, 'x-ratelimit-reset'), now),
  };
}

const minuteLength = 60_000;
const shortestWait = 1000;

/**
 * Milliseconds to wait after a failed response, or undefined where the server leaves it to us. After a 429 without a
 * usable header the budget returns with the next clock minute.
 */
export function serverDelay(status: number, headers: Headers, now: number): number | undefined {
  if (status !== 429) {
    const at = retryAfter(headers, now);
    return at === null ? undefined : at - now;
  }
  const at = readRateHeaders(headers, now).resetAt ?? (Math.floor(now / minuteLength) + 1) * minuteLength;
  return Math.max(at - now, shortestWait);
}
