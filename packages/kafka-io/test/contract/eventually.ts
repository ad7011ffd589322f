import { setTimeout } from 'node:timers/promises';

/** A broker needs seconds to settle a group. Less than a test may take, so that a failing check says what it saw. */
const deadlineMilliseconds = 18_000;

/** Repeats a check until it holds; fails with its last error. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  const deadline = Date.now() + deadlineMilliseconds;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(5);
    }
  }
}
