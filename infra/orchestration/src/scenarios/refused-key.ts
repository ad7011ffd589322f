import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { assertFailedOnce, endOf, runDag, showStates, type Scene } from './scenario.ts';

const hour = 3_600_000;
const dagId = 'openaq_backfill';

/**
 * A key that is refused fails the run after one request, with the error as its last line; when the key is replaced and
 * the task cleared, as its note says, the run goes on.
 */
export async function refusedKey(scene: Scene): Promise<void> {
  const { keyFile, key, simulator } = scene.stack.simulators.guarded;
  const { window, locationIds } = scene.stack.simulators.recorded;
  // A window without readings: what comes after the plan is not of interest.
  const parameters = {
    from: new Date(window.from - 48 * hour).toISOString(),
    to: new Date(window.from - 47 * hour).toISOString(),
    locations: locationIds.join(','),
  };
  // At the full hour its schedule would ask as well.
  await scene.airflow.setPaused('openaq_etl', true);
  const wrong = 'a-key-that-nobody-has-registered';
  writeFileSync(keyFile, wrong);
  try {
    const refused = await runDag(scene, dagId, { parameters });
    const log = await assertFailedOnce(scene, refused, 'plan');
    assert.match(log.trimEnd().split('\n').at(-1) ?? '', /exit code 4: .*was answered 401.*Pass a valid apiKey/);
    assert.doesNotMatch(log, new RegExp(wrong), 'a key is in no log');
    assert.equal(simulator.requests(), 1, 'a refused key is sent once');

    writeFileSync(keyFile, key);
    await scene.airflow.clearFailed(dagId, refused.runId);
    const { run, tasks } = await endOf(scene, dagId, refused.runId);
    const plan = tasks.find((task) => task.task_id === 'plan');
    assert.deepEqual([run.state, plan?.state], ['success', 'success'], showStates(tasks));
  } finally {
    writeFileSync(keyFile, '');
    await scene.airflow.setPaused('openaq_etl', false);
  }
}
