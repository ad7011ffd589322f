import type { Consumption } from '@airstar/kafka-io';

/** Waits for the end of a consumption, and stops it after the batch in hand when the signal says so. */
export async function untilStopped(consumption: Consumption, signal: AbortSignal): Promise<void> {
  const stop = (): void => void consumption.stop();
  // It may have come while the group was being joined.
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await consumption.done;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
