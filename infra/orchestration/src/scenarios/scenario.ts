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
  /** Each run that has ended is added. */
  readonly runs: FinishedRun[];
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
  scene: Scene,
  dagId: string,
  trigger: Trigger,
  meanwhile: (runId: string) => Promise<unknown> = async () => undefined,
): Promise<FinishedRun> {
  const runId = await scene.airflow.trigger(dagId, trigger);
  await meanwhile(runId);
  return endOf(scene, dagId, runId);
}

/** Waits for the end of a run, and looks at its tasks. */
export async function endOf({ airflow, runs }: Scene, dagId: string, runId: string): Promise<FinishedRun> {
  const run = await airflow.finished(dagId, runId, 900);
  const finished = { dagId, runId, run, tasks: await airflow.taskInstances(dagId, runId) };
  runs.push(finished);
  return finished;
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

/**
 * A failure that would come again fails the run at once, and nothing after it begins. Returns the log of the task.
 *
 * @param tries - More than one where a person has cleared the task.
 */
export async function assertFailedOnce(
  { airflow }: Scene,
  finished: FinishedRun,
  taskId: string,
  tries = 1,
): Promise<string> {
  const { dagId, runId, run, tasks } = finished;
  const task = tasks.find((each) => each.task_id === taskId);
  if (task === undefined) throw new Error(`${runId} has no task ${taskId}: ${showStates(tasks)}`);
  assert.deepEqual([run.state, task.state, task.try_number], ['failed', 'failed', tries], showStates(tasks));
  const after = tasks.filter(({ task_id }) => task_id.startsWith('batch.'));
  assert.ok(
    after.every(({ state }) => state === 'upstream_failed'),
    showStates(tasks),
  );
  return airflow.log(dagId, runId, task);
}

export const showStates = (tasks: readonly TaskInstance[]): string =>
  tasks.map((task) => `${task.task_id}[${task.map_index}] ${task.state ?? 'none'}`).join(', ');
