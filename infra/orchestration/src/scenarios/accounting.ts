import assert from 'node:assert/strict';
import type { FinishedRun, Scene } from './scenario.ts';

/** The counts of a batch, stage by stage, as its containers have told them. */
export async function accountingOf({ airflow }: Scene, { dagId, runId }: FinishedRun, mapIndex = 0) {
  const stages = ['extract', 'ingest', 'transform', 'load'];
  const results = await Promise.all(
    stages.map((stage) => airflow.result<Accounting>(dagId, runId, `batch.${stage}`, mapIndex)),
  );
  const [extract, ingest, transform, load] = results;
  if (!extract || !ingest || !transform || !load) throw new Error('four stages have four results');
  return { extract, ingest, transform, load };
}

export interface Accounting {
  readonly batchId: string;
  readonly read: number;
  readonly produced: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly requests: number;
}

/** What was published was ingested, transformed and loaded: nothing vanished. */
export function assertReconciles(stages: Awaited<ReturnType<typeof accountingOf>>): void {
  const { extract, ingest, transform, load } = stages;
  assert.ok(extract.produced > 0, 'something was extracted');
  assert.equal(ingest.inserted + ingest.duplicate + ingest.rejected, extract.produced, 'ingested is extracted');
  assert.equal(load.inserted + load.updated + load.unchanged, transform.produced, 'loaded is transformed');
}
