import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, showStates, type FinishedRun, type Scene } from './scenario.ts';

/**
 * What the schedule starts as soon as the DAGs are let run: the last full hour, for which the simulator has no sensor,
 * so that each stage is skipped; and the maintenance.
 */
export async function bySchedule(scene: Scene): Promise<void> {
  const etl = await firstRun(scene, 'openaq_etl');
  const states = new Map(etl.tasks.map((task) => [task.task_id, task.state]));
  assert.equal(etl.run.state, 'success', showStates(etl.tasks));
  assert.deepEqual([states.get('plan'), states.get('cut')], ['success', 'success'], showStates(etl.tasks));
  const stages = [...states].filter(([task]) => task.startsWith('batch.'));
  assert.equal(stages.length, 5, showStates(etl.tasks));
  assert.ok(
    stages.every(([, state]) => state === 'skipped'),
    showStates(etl.tasks),
  );
  const plan = await scene.airflow.result<{ sensors: number }>('openaq_etl', etl.runId, 'plan');
  assert.equal(plan.sensors, 0);
}

/** Partitions, staging and freshness, when there is something to look at. */
export async function maintenance(scene: Scene): Promise<void> {
  const runId = await scene.airflow.trigger('openaq_maintenance', {});
  const { run, tasks } = await endOf(scene.airflow, 'openaq_maintenance', runId);
  assert.equal(run.state, 'success', showStates(tasks));
  assert.deepEqual(tasks.map((task) => task.task_id).sort(), ['freshness', 'partitions', 'staging']);
  const removed = await scene.airflow.result<{ removed: number }>('openaq_maintenance', runId, 'staging');
  assert.ok(removed.removed > 0, 'what is published leaves staging');
  const { rows } = await scene.stack.pool.query<{ staged: number }>(
    'select count(*)::int as staged from staging.measurement',
  );
  assert.equal(rows[0]?.staged, 0);
}

async function firstRun({ airflow }: Scene, dagId: string): Promise<FinishedRun> {
  for (let second = 0; second < 60; second += 1) {
    const [run] = await airflow.runs(dagId);
    if (run !== undefined) return endOf(airflow, dagId, run.dag_run_id);
    await sleep(1000);
  }
  throw new Error(`The schedule has started no run of ${dagId} within a minute.`);
}
