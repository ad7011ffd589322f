import assert from 'node:assert/strict';
import { assertGoesOn, lastLine, runEmptyWindow, withKey } from './guarded.ts';
import { assertFailedOnce, type Scene } from './scenario.ts';

/**
 * A key that is refused fails the run after one request, with the error as its last line; when the key is replaced and
 * the task cleared, as its note says, the run goes on.
 */
export async function refusedKey(scene: Scene): Promise<void> {
  const { simulator } = scene.stack.simulators.guarded;
  const wrong = 'a-key-that-nobody-has-registered';
  await withKey(scene, wrong, async () => {
    const before = simulator.requests();
    const refused = await runEmptyWindow(scene);
    const log = await assertFailedOnce(scene, refused, 'plan');
    assert.match(lastLine(log), /exit code 4: .*was answered 401.*Pass a valid apiKey/);
    assert.doesNotMatch(log, new RegExp(wrong), 'a key is in no log');
    assert.equal(simulator.requests() - before, 1, 'a refused key is sent once');
    await assertGoesOn(scene, refused);
  });
}
