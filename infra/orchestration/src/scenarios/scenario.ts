import assert from 'node:assert/strict';
import type { AirflowClient, DagRun, TaskInstance, Trigger } from '../airflow/client.ts';
import type { Stack } from '../stack.ts';
import type { Steps } from '../steps.ts';

/** What a scenario works with. */
export interface Scene {
  readonly airflow: AirflowClient;
  readonly stack: Stack;
  readonly steps: Steps;
  /** What Docker is called with. */
  readonly machineVariables: Readonly<Record<string, string>>;
  /** What the run prints at its end. */
  readonly accounting: object[];
}

export interface FinishedRun {
  readonly dagId: string;
  readonly runId: string;
  readonly run: DagRun;
  readonly tasks: readonly TaskInstance[];
}

const stagesOfBatch = ['extract', 'ingest', 'transform', 'load', 'verify'].map((stage) => `batch.${stage}`);

/** Triggers a DAG and waits for its end. `meanwhile` is done as soon as it is triggered. */
export async function runDag(
  { airflow }: Scene,
  dagId: string,
  trigger: Trigger,
  meanwhile: (runId: string) => Promise<unknown> = async () => undefined,
): Promise<FinishedRun> {
  const runId = await airflow.trigger(dagId, trigger);
  await meanwhile(runId);
  return endOf(airflow, dagId, runId);
}

/** Waits for the end of a run, and looks at its tasks. */
export async function endOf(airflow: AirflowClient, dagId: string, runId: string): Promise<FinishedRun> {
  const run = await airflow.finished(dagId, runId, 900);
  return { dagId, runId, run, tasks: await airflow.taskInstances(dagId, runId) };
}

/** A run may be green and have done nothing: each task of each batch must be there, and have succeeded. */
export async function assertAllRan({ airflow }: Scene, finished: FinishedRun, batches: number): Promise<void> {
  const { dagId, runId, run, tasks } = finished;
  const failed = tasks.find((task) => task.state === 'failed');
  if (failed !== undefined) assert.fail(`${failed.task_id} failed:\n${await airflow.log(dagId, runId, failed)}`);
  assert.equal(run.state, 'success', showStates(tasks));
  const expected = ['select', 'plan', 'cut', ...stagesOfBatch.flatMap((stage) => Array<string>(batches).fill(stage))];
  assert.deepEqual(tasks.map((task) => task.task_id).sort(), expected.sort());
  assert.ok(
    tasks.every((task) => task.state === 'success'),
    showStates(tasks),
  );
}

export const showStates = (tasks: readonly TaskInstance[]): string =>
  tasks.map((task) => `${task.task_id}[${task.map_index}] ${task.state ?? 'none'}`).join(', ');

/** How long a run took, and how much of that no task was running: the overhead of the DAG. */
export function durations({ run, tasks }: FinishedRun): { readonly seconds: number; readonly inTasks: number } {
  const seconds = (from: string | null, to: string | null): number =>
    from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / 1000;
  return {
    seconds: seconds(run.start_date, run.end_date),
    inTasks: tasks.reduce((sum, task) => sum + seconds(task.start_date, task.end_date), 0),
  };
}

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
