import type { RateLedger, RateLimits } from './budget/ledger.ts';
import type { ClientEvents } from './events.ts';
import type { Clock } from './clock.ts';

/** How often and how patiently a failed request is repeated. */
export interface RetryOptions {
  /** Repeats of one request, after the first try. Default 3. Each costs one request of the budget. */
  readonly limit?: number | undefined;
  /**
   * Longest single wait in milliseconds; where the server asks for more, its error is thrown at once. Default 120,000.
   * After a 429 `maxBudgetWait` counts instead.
   */
  readonly maxWait?: number | undefined;
}

/** Everything that {@link createOpenAqClient} takes; all of it is optional. */
export interface OpenAqClientOptions extends ClientEvents {
  /** Sent as `X-API-Key` and shown nowhere. api.openaq.org refuses requests without one; a simulator may not. */
  readonly apiKey?: string | undefined;
  /** Default `https://api.openaq.org/v3`. */
  readonly baseUrl?: string | URL | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Requests that this client may make. Default 60 a minute, 2,000 an hour. Not together with `ledger`. */
  readonly rateLimit?: { readonly [Limit in keyof RateLimits]?: RateLimits[Limit] | undefined } | undefined;
  /** Counts the requests of all who use the key. Default: one of its own, in memory. */
  readonly ledger?: RateLedger | undefined;
  /**
   * Longest wait for the budget, in milliseconds, ours or the server's: where the next request is possible only later,
   * nothing is sent and an {@link OpenAqBudgetError} is thrown at once, or the error of the 429 that has told.
   * Default 3,600,000: by then minute and hour are over.
   */
  readonly maxBudgetWait?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  /**
   * Milliseconds until the headers of a response, and again until the end of its body. Default 20,000: longer than
   * the 15 s after which OpenAQ itself gives up.
   */
  readonly timeout?: number | undefined;
  /** Default `airstar-openaq-client/<version>`. */
  readonly userAgent?: string | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** A number in [0, 1) for the jitter of retries. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Options after validation, with every default filled in. */
export interface ResolvedOptions {
  readonly apiKey: string | undefined;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly ledger: RateLedger;
  readonly maxBudgetWait: number;
  readonly retry: { readonly limit: number; readonly maxWait: number };
  readonly timeout: number;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events: ClientEvents;
}
