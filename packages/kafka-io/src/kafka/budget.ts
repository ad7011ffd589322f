import { setTimeout as sleep } from 'node:timers/promises';
import { LogError } from '../errors.ts';
import { retryWithin } from '../retry.ts';
import { BrokerUnavailableError } from '../service-errors.ts';
import type { KafkaSettings } from './options.ts';
import { messageOf, NoAnswerError, translate } from './outage.ts';

export interface Attempted<Result> {
  /** As in `Cannot <operation> topic <topic>`. */
  readonly operation: string;
  readonly topic?: string;
  readonly attempt: () => Promise<Result>;
  /** Lets go of what a failed attempt may still use. */
  readonly abandon?: () => void;
}

/**
 * Attempts something for at most `connectTimeoutMs`. kafkajs retries too, but it counts attempts, and where its retries
 * are nested the counts multiply: only a clock keeps a promise about time.
 *
 * @throws BrokerUnavailableError when the time is over.
 */
export async function withinBudget<Result>(settings: KafkaSettings, task: Attempted<Result>): Promise<Result> {
  const { operation, topic, attempt, abandon } = task;
  const subject = topic === undefined ? operation : `${operation} topic ${topic}`;
  const { brokers, connectTimeoutMs: budgetMs, onRetry, health } = settings;
  // What is an error of ours was decided before, whatever caused it: a lost batch stays lost.
  const isRetriable = (error: unknown) => !(error instanceof LogError) && health.isTransient(error);
  const exhausted = (cause: unknown) => new BrokerUnavailableError(subject, { brokers, afterMs: budgetMs }, { cause });
  const policy = { operation: subject, budgetMs, isRetriable, reasonOf: messageOf, onRetry, exhausted };
  return retryWithin(policy, async (remainingMs) => {
    try {
      return await before(remainingMs, attempt());
    } catch (error) {
      if (!isRetriable(error)) throw translate(operation, topic, error);
      abandon?.();
      throw error;
    }
  });
}

async function before<Result>(milliseconds: number, attempt: Promise<Result>): Promise<Result> {
  const ending = new AbortController();
  const timeout = sleep(milliseconds, undefined, { signal: ending.signal }).then(() => {
    throw new NoAnswerError('no answer in time');
  });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([attempt, timeout]);
  } finally {
    ending.abort();
  }
}
