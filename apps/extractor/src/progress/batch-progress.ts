import type { SchemaRegistry, Transport } from '@airstar/kafka-io';
import { BatchState, describeBatch, selectionText, type BatchRecord } from './batch-state.ts';
import { countedEnds } from './count-batch.ts';
import { BatchMismatchError } from './errors.ts';
import { LogBatch } from './log-batch.ts';
import type { BatchIdentity, BatchProgress } from './port.ts';
import { openProgressLog } from './progress-log.ts';

export interface BatchProgressOptions {
  readonly transport: Transport;
  readonly registry: SchemaRegistry;
}

/**
 * Progress as data: records in `openaq.progress.v1`, beside the readings they tell of.
 *
 * A batch that another process has begun is taken over; that process notices before it publishes its next page and
 * stops with a {@link BatchTakenOverError}. Whatever it published before is counted in the log.
 */
export function createBatchProgress({ transport, registry }: BatchProgressOptions): BatchProgress {
  return {
    claim: async (identity) => {
      const log = openProgressLog(transport, registry, identity.batchId);
      // Asked for before the progress is read: a rival that is not in it yet has published nothing before this.
      const startOffsets = await countedEnds(transport);
      const state = new BatchState();
      const end = await log.end();
      for await (const event of log.read(0, end)) state.add(event);
      refuseAnother(identity, state.batch);
      const batch = state.batch ?? newBatch(identity, startOffsets);
      if (batch.report !== null) return new LogBatch({ transport, log, state, batch, seen: end });
      const seen = await log.append([{ sensorId: 0, batch, sensor: null }]);
      // Between our look and our claim a rival may have come in; its claim is older, so the batch is ours.
      for await (const event of log.read(end, seen)) state.add(event);
      return new LogBatch({ transport, log, state, batch: state.batch ?? batch, seen });
    },
  };
}

function newBatch(identity: BatchIdentity, startOffsets: BatchRecord['startOffsets']): BatchRecord {
  return {
    windowFrom: identity.window.from,
    windowTo: identity.window.to,
    selection: selectionText(identity),
    startOffsets: startOffsets.map(({ topic, partition, offset }) => ({ topic, partition, offset })),
    locationIds: null,
    locationOffsets: [],
    requests: 0,
    report: null,
  };
}

/** @throws {BatchMismatchError} when the batch was begun for something else. */
function refuseAnother(identity: BatchIdentity, begun: BatchRecord | undefined): void {
  if (begun === undefined) return;
  const { windowFrom, windowTo, selection } = newBatch(identity, []);
  const [before, now] = [describeBatch(begun), describeBatch({ windowFrom, windowTo, selection })];
  if (before !== now) throw new BatchMismatchError(identity.batchId, before, now);
}
