import assert from 'node:assert/strict';
import { runDag, showStates, type Scene } from './scenario.ts';

const hour = 3_600_000;

/** A window without readings is skipped, and a wrong parameter fails at once: neither is green by accident. */
export async function badInput(scene: Scene): Promise<void> {
  const { recorded } = scene.stack.simulators;
  const before = new Date(recorded.window.from - 48 * hour).toISOString();
  const locations = recorded.locationIds.join(',');
  const empty = await runDag(scene, 'openaq_etl', {
    parameters: { from: before, to: new Date(recorded.window.from - 47 * hour).toISOString(), locations },
  });
  const states = Object.fromEntries(empty.tasks.map((task) => [task.task_id, task.state]));
  assert.deepEqual(
    [states['plan'], states['batch.extract'], states['batch.ingest'], states['batch.verify']],
    ['success', 'skipped', 'skipped', 'skipped'],
    showStates(empty.tasks),
  );

  const wrong = await runDag(scene, 'openaq_etl', { parameters: { from: before, to: before, locations } });
  const select = wrong.tasks.find((task) => task.task_id === 'select');
  assert.deepEqual(
    [wrong.run.state, select?.state, select?.try_number],
    ['failed', 'failed', 1],
    showStates(wrong.tasks),
  );
}
