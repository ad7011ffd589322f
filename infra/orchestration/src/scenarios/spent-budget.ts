import assert from 'node:assert/strict';
import { assertGoesOn, lastLine, runAgain, runEmptyWindow, withKey } from './guarded.ts';
import { assertFailedOnce, type Scene } from './scenario.ts';

/**
 * A budget that is spent fails the run after one request, with the error as its last line. Whoever clears the task too
 * early is told when to, without another request. With a key of its own, as the runbook says, the run goes on.
 */
export async function spentBudget(scene: Scene): Promise<void> {
  const { spentKey, simulator } = scene.stack.simulators.guarded;
  await withKey(scene, spentKey, async () => {
    const before = simulator.requests();
    const refused = await runEmptyWindow(scene);
    const first = await assertFailedOnce(scene, refused, 'plan');
    assert.match(lastLine(first), /exit code 4: .*was answered 429: Too many requests\. Wait until \S+Z,/);

    const tooEarly = await runAgain(scene, refused);
    const second = await assertFailedOnce(scene, tooEarly, 'plan', 2);
    assert.match(
      lastLine(second),
      /exit code 4: .*is not sent: .*The next request is possible at \S+Z: try again then/,
    );
    assert.doesNotMatch(first + second, new RegExp(spentKey), 'a key is in no log');
    assert.equal(simulator.requests() - before, 1, 'nothing is sent while the budget is spent');
    await assertGoesOn(scene, refused);
  });
}
