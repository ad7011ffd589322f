import type { OpenAqRequestError } from '../errors/request-error.ts';
import { OpenAqResponseError } from '../errors/response-errors.ts';

const firstDelay = 1000;
const longestDelay = 30_000;

/**
 * Milliseconds to wait before the next attempt. The server's own figure is taken as it is; ours doubles from 1 s to
 * 30 s and is jittered by half, so that clients that failed together do not return together.
 */
export function retryDelay(error: OpenAqRequestError, random: () => number): number {
  if (error instanceof OpenAqResponseError && error.retryAfter !== undefined) return error.retryAfter;
  const delay = Math.min(firstDelay * 2 ** (error.request.attempt - 1), longestDelay);
  return Math.round(delay * (0.5 + random() / 2));
}
