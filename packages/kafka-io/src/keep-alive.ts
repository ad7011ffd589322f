import type { MessageBatch } from './transport.ts';

const intervalMs = 2000;

/**
 * Sends heartbeats while a batch is worked on: a registry, the dead letters or a store that is away for a moment must
 * not cost the partition, and the work of others with it.
 */
export async function keepingAlive<Result>(
  batch: Pick<MessageBatch, 'heartbeat'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => {
    // A partition that was lost shows at the commit; until then the work is harmless.
    batch.heartbeat().catch(() => undefined);
  }, intervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
