import ky, { isTimeoutError } from 'ky';
import { OpenAqAbortedError, OpenAqNetworkError, OpenAqTimeoutError } from '../errors/connection-errors.ts';
import type { OpenAqRequestError, SentRequest } from '../errors/request-error.ts';
import type { ResolvedOptions } from '../options.ts';

/** A response, read to its end. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** When the last byte had come, in milliseconds since the epoch. */
  readonly at: number;
}

/** Sends a request once and reads the response, whatever its status. */
export type Exchange = (request: SentRequest, signal: AbortSignal | undefined) => Promise<Received>;

/** The errors of ky hold the Request and with it the API key: they are never passed on as a cause. */
function connectionError(error: unknown, request: SentRequest, timeout: number): OpenAqRequestError {
  if (isTimeoutError(error)) return new OpenAqTimeoutError(request, timeout);
  const holdsRequest = error instanceof Error && 'request' in error;
  return new OpenAqNetworkError(request, holdsRequest ? error.cause : error);
}

export function createExchange({ apiKey, clock, fetch, timeout, userAgent }: ResolvedOptions): Exchange {
  const http = ky.create({
    fetch,
    timeout,
    // Repeating is the business of the transport alone: each attempt has to ask the budget first.
    retry: 0,
    throwHttpErrors: false,
    // fetch would carry our X-API-Key along to wherever a redirect points.
    redirect: 'manual',
    headers: { accept: 'application/json', 'user-agent': userAgent, 'x-api-key': apiKey },
  });
  return async (request, signal) => {
    try {
      const pending = http.get(request.url, signal ? { signal } : {});
      const { status, headers } = await pending;
      // Read through ky, whose timeout then covers the body as well.
      const text = await pending.text();
      return { status, headers, text, at: clock.now() };
    } catch (error) {
      if (signal?.aborted) throw new OpenAqAbortedError(request, signal.reason);
      throw connectionError(error, request, timeout);
    }
  };
}
