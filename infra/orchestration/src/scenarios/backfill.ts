import assert from 'node:assert/strict';
import { accountingOf, assertAllRan, assertReconciles, runDag, type Scene } from './scenario.ts';

const day = 86_400_000;
const windows = 3;

/** Three days as three windows; then the same again, which reads nothing and changes nothing. */
export async function backfill(scene: Scene): Promise<void> {
  const { generated } = scene.stack;
  const { from } = generated.window;
  const parameters = {
    from: new Date(from).toISOString(),
    to: new Date(from + windows * day).toISOString(),
    locations: generated.locationIds.slice(0, 5).join(','),
    window_hours: 24,
  };
  const first = await runDag(scene, 'openaq_backfill', { parameters });
  await assertAllRan(scene, first, windows);
  const ids = new Set<string>();
  for (let index = 0; index < windows; index += 1) {
    const stages = await accountingOf(scene, first, index);
    assertReconciles(stages);
    ids.add(stages.extract.batchId);
  }
  assert.equal(ids.size, windows, 'each window is a batch of its own');

  const second = await runDag(scene, 'openaq_backfill', { parameters });
  await assertAllRan(scene, second, windows);
  for (let index = 0; index < windows; index += 1) {
    const { extract, load } = await accountingOf(scene, second, index);
    assert.ok(ids.has(extract.batchId), 'the second run has the batches of the first');
    assert.equal(extract.requests, 0, 'what is finished is not read again');
    assert.deepEqual([load.inserted, load.updated], [0, 0], 'what is finished is not changed again');
  }
}
