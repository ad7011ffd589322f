import type { SentRequest } from './errors/request-error.ts';
import type { OpenAqRequestError } from './errors/request-error.ts';
import type { RateBudget } from './budget/ledger.ts';

/** A response came, of whatever status. */
export interface ResponseEvent {
  readonly request: SentRequest;
  readonly status: number;
  /** Milliseconds from sending to the last byte of the body. */
  readonly duration: number;
  /** What the `x-ratelimit-*` headers said; null where one is missing (only 200 and 429 carry them). */
  readonly rate: { readonly limit: number | null; readonly used: number | null; readonly remaining: number | null };
}

/** A request failed and will be repeated after `delay` milliseconds. */
export interface RetryEvent {
  readonly request: SentRequest;
  readonly error: OpenAqRequestError;
  readonly delay: number;
}

/** The budget is used up: the next request goes out after `delay` milliseconds. */
export interface WaitEvent {
  readonly budget: RateBudget;
  readonly delay: number;
}

/** Callbacks that watch the client at work. One that throws fails the call it watches. */
export interface ClientEvents {
  /** Before each attempt, once the budget has let it pass. */
  readonly onRequest?: ((request: SentRequest) => void) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  readonly onWait?: ((event: WaitEvent) => void) | undefined;
}
