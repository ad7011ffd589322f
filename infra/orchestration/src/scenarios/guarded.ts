import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { endOf, runDag, showStates, type FinishedRun, type Scene } from './scenario.ts';

const hour = 3_600_000;
const dagId = 'openaq_backfill';

/** Lets the tasks read the guarded simulator with a key, as long as `work` lasts. */
export async function withKey({ airflow, stack }: Scene, key: string, work: () => Promise<void>): Promise<void> {
  const { keyFile } = stack.simulators.guarded;
  // At the full hour its schedule would ask as well.
  await airflow.setPaused('openaq_etl', true);
  writeFileSync(keyFile, key);
  try {
    await work();
  } finally {
    writeFileSync(keyFile, '');
    await airflow.setPaused('openaq_etl', false);
  }
}

/** A run over a window without readings: what comes after the plan is not of interest. */
export function runEmptyWindow(scene: Scene): Promise<FinishedRun> {
  const { window, locationIds } = scene.stack.simulators.recorded;
  const parameters = {
    from: new Date(window.from - 48 * hour).toISOString(),
    to: new Date(window.from - 47 * hour).toISOString(),
    locations: locationIds.join(','),
  };
  return runDag(scene, dagId, { parameters });
}

/** Lets a person clear what has failed, and waits for the end. */
export async function runAgain(scene: Scene, { runId }: FinishedRun): Promise<FinishedRun> {
  await scene.airflow.clearFailed(dagId, runId);
  return endOf(scene, dagId, runId);
}

/** With a good key the run goes on. */
export async function assertGoesOn(scene: Scene, failed: FinishedRun): Promise<void> {
  const { key, keyFile } = scene.stack.simulators.guarded;
  writeFileSync(keyFile, key);
  const { run, tasks } = await runAgain(scene, failed);
  const plan = tasks.find((task) => task.task_id === 'plan');
  assert.deepEqual([run.state, plan?.state], ['success', 'success'], showStates(tasks));
}

export const lastLine = (log: string): string => log.trimEnd().split('\n').at(-1) ?? '';
