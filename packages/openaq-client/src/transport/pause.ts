import type { Clock } from '../clock.ts';
import { OpenAqAbortedError } from '../errors/connection-errors.ts';
import type { SentRequest } from '../errors/request-error.ts';

/** Waits before a request is sent (again). */
export async function pause(
  clock: Clock,
  milliseconds: number,
  request: SentRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    if (signal?.aborted) throw new OpenAqAbortedError(request, signal.reason);
    throw error;
  }
}
