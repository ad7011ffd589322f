import { setTimeout } from 'node:timers/promises';
import type { Progress } from '@airstar/app-process';
import type { PartitionOffset, Transport } from '@airstar/kafka-io';
import { locationContract, measurementContract } from '@airstar/schemas';
import type { Metrics } from './metrics.ts';

export interface LagOptions {
  readonly transport: Pick<Transport, 'endOffsets' | 'committedOffsets'>;
  readonly groupId: string;
  readonly metrics: Pick<Metrics, 'lag'>;
  readonly progress: Pick<Progress, 'waiting'>;
}

/** Looks at how much of the log the group has not committed, and says so to metrics and health check. */
export async function measureLag({ transport, groupId, metrics, progress }: LagOptions): Promise<void> {
  let waiting = 0;
  for (const topic of [locationContract.topic, measurementContract.topic]) {
    const [ends, committed] = await Promise.all([
      transport.endOffsets(topic),
      transport.committedOffsets(groupId, topic),
    ]);
    for (const end of ends) {
      const lag = Math.max(0, end.offset - offsetOf(committed, end));
      metrics.lag.set({ topic, partition: end.partition }, lag);
      waiting += lag;
    }
  }
  progress.waiting(waiting);
}

const offsetOf = (committed: readonly PartitionOffset[], { partition }: PartitionOffset): number =>
  committed.find((position) => position.partition === partition)?.offset ?? 0;

const intervalMs = 10_000;

/** Measures the lag every ten seconds. A log that is away for a moment is the consumption's business, not ours. */
export async function watchLag(options: LagOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await measureLag(options);
    } catch (error) {
      if (!isRetriable(error)) throw error;
    }
    await setTimeout(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

const isRetriable = (error: unknown): boolean =>
  error instanceof Error && 'retriable' in error && error.retriable === true;
