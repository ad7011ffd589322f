import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { backfillWindows } from './backfill.ts';
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
  const { run, tasks } = await endOf(scene, 'openaq_maintenance', runId);
  assert.equal(run.state, 'success', showStates(tasks));
  assert.deepEqual(tasks.map((task) => task.task_id).sort(), ['freshness', 'partitions', 'staging']);
  const removed = await scene.airflow.result<{ removed: number }>('openaq_maintenance', runId, 'staging');
  assert.ok(removed.removed > 0, 'what is published leaves staging');
  // The second backfill has staged its windows anew; rows of the first stay for a day, for whoever might be writing them.
  assert.deepEqual(await stagedAttempts(scene), { published: 0, replaced: backfillWindows });
}

async function stagedAttempts({ stack }: Scene): Promise<{ published: number; replaced: number }> {
  const { rows } = await stack.pool.query<{ published: number; replaced: number }>(
    `select count(*) filter (where staged.attempt_id = manifest.attempt_id)::int as published,
            count(*) filter (where staged.attempt_id <> manifest.attempt_id)::int as replaced
     from (select distinct batch_id, attempt_id from staging.measurement) as staged
     join staging.manifest on manifest.batch_id = staged.batch_id and manifest.published_at is not null`,
  );
  return rows[0] ?? { published: NaN, replaced: NaN };
}

async function firstRun(scene: Scene, dagId: string): Promise<FinishedRun> {
  for (let second = 0; second < 60; second += 1) {
    const [run] = await scene.airflow.runs(dagId);
    if (run !== undefined) return endOf(scene, dagId, run.dag_run_id);
    await sleep(1000);
  }
  throw new Error(`The schedule has started no run of ${dagId} within a minute.`);
}
