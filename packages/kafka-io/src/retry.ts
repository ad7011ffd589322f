import { setTimeout } from 'node:timers/promises';

/** A failed attempt that is made again. */
export interface RetryEvent {
  /** What is attempted, e.g. `send to topic openaq.measurements.v1`. */
  readonly operation: string;
  /** Of the attempt that failed; counts from 1. */
  readonly attempt: number;
  readonly reason: string;
}

export interface RetryPolicy {
  readonly operation: string;
  /** Milliseconds for all attempts together. */
  readonly budgetMs: number;
  readonly isRetriable: (error: unknown) => boolean;
  readonly reasonOf: (error: unknown) => string;
  readonly onRetry: (event: RetryEvent) => void;
  /** The error for a budget that is used up. */
  readonly exhausted: (last: unknown) => Error;
  /** Default a real timer. */
  readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined;
}

const firstPauseMs = 200;
const longestPauseMs = 2000;

/** Attempts until it succeeds, fails for a reason that waiting does not cure, or the budget is used up. */
export async function retryWithin<Result>(
  { operation, budgetMs, isRetriable, reasonOf, onRetry, exhausted, sleep = setTimeout }: RetryPolicy,
  attempt: (remainingMs: number) => Promise<Result>,
): Promise<Result> {
  const deadline = performance.now() + budgetMs;
  for (let count = 1; ; count += 1) {
    try {
      return await attempt(Math.max(0, deadline - performance.now()));
    } catch (error) {
      if (!isRetriable(error)) throw error;
      const pause = Math.min(firstPauseMs * 2 ** (count - 1), longestPauseMs);
      if (performance.now() + pause >= deadline) throw exhausted(error);
      onRetry({ operation, attempt: count, reason: reasonOf(error) });
      await sleep(pause);
    }
  }
}
