import type { Progress } from '@airstar/app-process';
import { PartitionLostError, type ConsumeOptions } from '@airstar/kafka-io';
import type { Metrics } from './metrics.ts';
import type { IngestDependencies } from './run.ts';

export interface Observers {
  readonly metrics: Metrics;
  readonly progress: Progress;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The same dependencies, watched: each batch is progress, and counted. */
export function observe(dependencies: IngestDependencies, observers: Observers): IngestDependencies {
  const { transport, registry, store, deadLetters } = dependencies;
  return {
    registry,
    transport: {
      consume: (options) => transport.consume({ ...options, onBatch: watched(options.onBatch, observers) }),
      committedOffsets: (groupId, topic) => transport.committedOffsets(groupId, topic),
    },
    store: { write: timed(store, observers) },
    deadLetters: {
      write: async (misfits) => {
        await deadLetters.write(misfits);
        for (const { rejection } of misfits) observers.metrics.deadLetters.inc({ reason: rejection.reason });
      },
    },
  };
}

function watched(onBatch: ConsumeOptions['onBatch'], { metrics, progress, clock }: Observers): typeof onBatch {
  return async (batch) => {
    const { topic, partition, messages } = batch;
    try {
      await progress.during(`a batch of ${topic}/${partition}`, () => onBatch(batch));
    } catch (error) {
      if (error instanceof PartitionLostError) metrics.lostBatches.inc();
      throw error;
    }
    metrics.batches.inc({ topic });
    metrics.messages.inc({ topic }, messages.length);
    metrics.lastProgress.set(clock() / 1000);
  };
}

function timed(store: IngestDependencies['store'], { metrics, clock }: Observers): typeof store.write {
  return async (batch) => {
    const startedAt = clock();
    const counts = await store.write(batch);
    metrics.writeSeconds.observe((clock() - startedAt) / 1000);
    metrics.documents.inc({ outcome: 'inserted' }, counts.inserted);
    metrics.documents.inc({ outcome: 'duplicate' }, counts.duplicate);
    return counts;
  };
}
