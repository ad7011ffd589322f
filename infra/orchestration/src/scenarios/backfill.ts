import assert from 'node:assert/strict';
import { accountingOf, assertReconciles } from './accounting.ts';
import { assertAllRan, runDag, type Scene } from './scenario.ts';

const day = 86_400_000;
export const backfillWindows = 3;

/** Three days as three windows; then the same again, which reads nothing and changes nothing. */
export async function backfill(scene: Scene): Promise<void> {
  const { generated, readingRequests } = scene.stack.simulators;
  const { from } = generated.window;
  const parameters = {
    from: new Date(from).toISOString(),
    to: new Date(from + backfillWindows * day).toISOString(),
    locations: generated.locationIds.slice(0, 5).join(','),
    window_hours: 24,
  };
  const askedBefore = readingRequests();
  const first = await runDag(scene, 'openaq_backfill', { parameters });
  await assertAllRan(scene, first, backfillWindows);
  const ids = new Set<string>();
  for (let index = 0; index < backfillWindows; index += 1) {
    const stages = await accountingOf(scene, first, index);
    assertReconciles(stages);
    ids.add(stages.extract.batchId);
  }
  assert.equal(ids.size, backfillWindows, 'each window is a batch of its own');

  const asked = readingRequests();
  assert.ok(asked > askedBefore, 'the first run reads');
  const second = await runDag(scene, 'openaq_backfill', { parameters });
  await assertAllRan(scene, second, backfillWindows);
  for (let index = 0; index < backfillWindows; index += 1) {
    const { extract, load } = await accountingOf(scene, second, index);
    assert.ok(ids.has(extract.batchId), 'the second run has the batches of the first');
    assert.deepEqual([load.inserted, load.updated], [0, 0], 'what is finished is not changed again');
  }
  assert.equal(readingRequests(), asked, 'what is finished is not read again');
}
