import { OpenAqRequestError, type SentRequest } from '../errors/request-error.ts';
import { OpenAqRateLimitError, OpenAqRequestTimeoutError } from '../errors/response-errors.ts';
import type { ResolvedOptions } from '../options.ts';
import { createAttempt, type Answer } from './attempt.ts';
import { awaitBudget } from './await-budget.ts';
import { retryDelay } from './backoff.ts';
import { pause } from './pause.ts';

/** What to ask OpenAQ for. */
interface Call {
  /** Below the base URL, without a slash at its start or end: OpenAQ answers 404 to one. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whether a 408 is worth the same request again. Not where the caller can ask for less. */
  readonly repeatTimeouts: boolean;
}

/** A page, what it cost and where it came from. */
export interface Reply extends Answer {
  readonly url: string;
  /** Requests that were sent for it, failed ones included. */
  readonly requests: number;
}

/** Requests sent since the client was created. */
export interface Usage {
  /** Every one, repeats and failures included: each costs one of the key's budget. */
  readonly requests: number;
  /** Those of them that repeated a failed one. */
  readonly retries: number;
}

/** Brings pages, within the budget, repeating what may succeed. */
export interface Transport {
  /** @throws {@link OpenAqRequestError}, or OpenAqBudgetError for a request that was not sent. */
  get(call: Call): Promise<Reply>;
  usage(): Usage;
}

function urlOf(baseUrl: string, { path, query = {} }: Call): string {
  const search = new URLSearchParams(query).toString();
  return `${baseUrl}/${path}${search === '' ? '' : `?${search}`}`;
}

export function createTransport(options: ResolvedOptions): Transport {
  const { clock, events, maxBudgetWait, random, retry } = options;
  const attempt = createAttempt(options);
  let requests = 0;
  let retries = 0;

  async function send(request: SentRequest, signal: AbortSignal | undefined): Promise<Answer> {
    await awaitBudget(options, request, signal);
    requests += 1;
    if (request.attempt > 1) retries += 1;
    return attempt(request, signal);
  }

  /** How long to wait before `error` is met by another attempt; undefined: not at all. */
  function delayAfter(error: OpenAqRequestError, call: Call): number | undefined {
    if (!error.retriable || error.request.attempt > retry.limit) return undefined;
    if (error instanceof OpenAqRequestTimeoutError && !call.repeatTimeouts) return undefined;
    const delay = retryDelay(error, random);
    const longest = error instanceof OpenAqRateLimitError ? maxBudgetWait : retry.maxWait;
    return delay > longest ? undefined : delay;
  }

  async function get(call: Call): Promise<Reply> {
    const url = urlOf(options.baseUrl, call);
    for (let number = 1; ; number += 1) {
      const request: SentRequest = { method: 'GET', url, attempt: number };
      try {
        return { ...(await send(request, call.signal)), url, requests: number };
      } catch (error) {
        const delay = error instanceof OpenAqRequestError ? delayAfter(error, call) : undefined;
        if (!(error instanceof OpenAqRequestError) || delay === undefined) throw error;
        events.onRetry?.({ request, error, delay });
        await pause(clock, delay, request, call.signal);
      }
    }
  }

  return { get, usage: () => ({ requests, retries }) };
}
