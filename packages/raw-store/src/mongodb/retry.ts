import { setTimeout as sleep } from 'node:timers/promises';
import { RawStoreError } from '../errors.ts';

/** A call that failed and is about to be made again. */
export interface RawStoreRetry {
  /** How often it has failed, from 1. */
  readonly attempt: number;
  /** Until the next attempt. */
  readonly delayMs: number;
  /** Why. Its message is one line without secrets. */
  readonly error: RawStoreError;
}

export interface RetryOptions {
  /** No attempt begins later than this after the first. */
  readonly budgetMs: number;
  readonly onRetry?: (retry: RawStoreRetry) => void;
  /** Ends the retrying early: the failure in hand is the last one. */
  readonly isStopped?: () => boolean;
  readonly clock?: Clock;
}

interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

const firstDelay = 50;
const longestDelay = 2000;

const systemClock: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms), random: Math.random };

/** Repeats an action while its error says that this may help, with growing delays, until the budget is used up. */
export async function retrying<Result>(action: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const { budgetMs, onRetry, isStopped, clock = systemClock } = options;
  const start = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const delayMs = delayAfter(attempt, clock);
      const isLate = clock.now() + delayMs - start > budgetMs;
      if (!(error instanceof RawStoreError) || !error.retriable || isLate || isStopped?.()) throw error;
      onRetry?.({ attempt, delayMs, error });
      await clock.sleep(delayMs);
    }
  }
}

/** Between half and the whole of a doubling time, so that two who disturb each other part. */
const delayAfter = (attempt: number, { random }: Clock): number =>
  Math.min(firstDelay * 2 ** attempt, longestDelay) * (0.5 + random() / 2);
