import { describe, expect, it } from 'vitest';
import { createProgress } from '../src/index.ts';

function watch() {
  const clock = { now: Date.UTC(2025, 0, 1) };
  const progress = createProgress({ limitMs: 60_000, clock: () => clock.now });
  const after = (seconds: number) => {
    clock.now += seconds * 1000;
    return progress.report();
  };
  return { progress, after };
}

/** A piece of work that ends when it is told to. */
function piece() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, resolve, reject };
}

describe('progress', () => {
  it('is well while there is nothing to do, for however long', () => {
    const { progress, after } = watch();
    expect(after(86_400)).toEqual({ isProgressing: true, inHand: 0, waiting: undefined });
    progress.waiting(0);
    expect(after(86_400)).toEqual({ isProgressing: true, inHand: 0, waiting: 0 });
  });

  it('stands still when a piece is in hand for longer than the limit', async () => {
    const { progress, after } = watch();
    const { work, resolve } = piece();
    const done = progress.during('readings/3', work);
    expect(after(60)).toMatchObject({ isProgressing: true, inHand: 1 });
    expect(after(1)).toMatchObject({
      isProgressing: false,
      reason: 'readings/3 is in hand for 61 s, longer than 60 s',
    });
    resolve('result');
    expect(await done).toBe('result');
    expect(after(0)).toEqual({
      isProgressing: true,
      inHand: 0,
      waiting: undefined,
      lastDoneAt: '2025-01-01T00:01:01.000Z',
    });
  });

  it('stands still when work waits and nothing is done, and goes on with the next piece that is', async () => {
    const { progress, after } = watch();
    progress.waiting(0);
    after(1000);
    progress.waiting(7);
    expect(after(60).isProgressing).toBe(true);
    progress.waiting(9);
    expect(after(1)).toMatchObject({
      isProgressing: false,
      waiting: 9,
      reason: expect.stringMatching(/^9 wait and nothing was done for 61 s/),
    });
    await progress.during('one', () => Promise.resolve());
    expect(after(60).isProgressing).toBe(true);
    expect(after(1).isProgressing).toBe(false);
    progress.waiting(0);
    expect(after(0).isProgressing).toBe(true);
  });

  it('does not take a piece that failed for progress', async () => {
    const { progress, after } = watch();
    progress.waiting(1);
    after(61);
    await expect(progress.during('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(after(0)).toMatchObject({ isProgressing: false, inHand: 0 });
  });

  it('looks at the oldest piece in hand', () => {
    const { progress, after } = watch();
    const [first, second] = [piece(), piece()];
    void progress.during('first', first.work);
    after(50);
    void progress.during('second', second.work);
    expect(after(11).reason).toMatch(/^first is in hand for 61 s/);
  });
});
