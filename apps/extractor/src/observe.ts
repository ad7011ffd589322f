import type { Notice } from '@airstar/app-process';
import type { ClientEvents } from '@airstar/openaq-client';
import type { Activity } from './activity.ts';
import type { Display } from './display.ts';
import type { Metrics } from './metrics.ts';
import { defaultConcurrency, type ExtractProgress } from './run.ts';
import type { RejectRecord } from './steps/reject-record.ts';

export interface Observers {
  readonly metrics: Metrics;
  readonly activity: Activity;
  readonly display: Display;
  /** Says what is waited for or tried again, once for a while. */
  readonly notice: Notice;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

const whose = { minute: 'per minute', hour: 'per hour', server: 'that OpenAQ grants' } as const;

/** What the client does, counted and told. */
export function watchClient({ metrics, activity, notice, clock }: Observers): ClientEvents {
  return {
    onRequest: () => metrics.requests.inc(),
    onResponse: ({ rate }) => {
      activity.advance();
      if (rate.remaining !== null) metrics.budgetLeft.set(rate.remaining);
    },
    onRetry: ({ error, delay }) => {
      metrics.retries.inc({ reason: error.name });
      activity.waitUntil(clock() + delay);
      notice(`${error.message} Trying again in ${Math.ceil(delay / 1000)} s.`);
    },
    onWait: ({ budget, delay }) => {
      const until = clock() + delay;
      metrics.waits.inc({ budget });
      metrics.waitingUntil.set(until / 1000);
      activity.waitUntil(until);
      const time = new Date(Math.ceil(until / 1000) * 1000).toISOString().slice(11, 19);
      notice(`Waiting until ${time} UTC for the budget of requests ${whose[budget]}.`);
    },
  };
}

/** How far the extraction is, counted and shown. */
export function watchProgress({ metrics, activity, display }: Observers): (progress: ExtractProgress) => void {
  return (progress) => {
    const left = progress.sensors - progress.sensorsDone;
    const inHand = Math.min(left, defaultConcurrency);
    activity.advance();
    activity.sensors(inHand, left - inHand);
    metrics.published.set(progress.published);
    metrics.sensors.set({ state: 'done' }, progress.sensorsDone);
    metrics.sensors.set({ state: 'left' }, left);
    display.update(progress);
  };
}

/** Dead letters, counted. */
export function watchRejects(reject: RejectRecord, { metrics }: Observers): RejectRecord {
  return async (misfit, task) => {
    await reject(misfit, task);
    metrics.deadLetters.inc({ reason: 'invalid-record' });
  };
}
