import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawStoreDeniedError, RawStoreUnavailableError } from '../../src/index.ts';
import { retrying, type RawStoreRetry, type RetryOptions } from '../../src/mongodb/retry.ts';

const away = new RawStoreUnavailableError('host:1', 'write to', 'gone');

/** Time that passes only while somebody sleeps, or while an attempt takes some. */
function fakeTime(random = 1) {
  const time = { now: 0 };
  const clock = {
    now: () => time.now,
    sleep: (ms: number) => Promise.resolve(void (time.now += ms)),
    random: () => random,
  };
  return { time, clock };
}

async function attempts(failures: number, options: Partial<RetryOptions> = {}) {
  const retries: RawStoreRetry[] = [];
  let made = 0;
  const { time, clock } = fakeTime();
  const action = () => Promise.resolve().then(() => ((made += 1) > failures ? 'done' : Promise.reject(away)));
  const outcome = await retrying(action, {
    budgetMs: 10_000,
    clock,
    onRetry: (retry) => void retries.push(retry),
    ...options,
  }).catch((error: unknown) => error);
  return { outcome, made, retries, elapsed: time.now };
}

describe('retrying', () => {
  it('gives the result of the first attempt that succeeds, and told the reason of each before it', async () => {
    const { outcome, made, retries } = await attempts(3);
    expect([outcome, made]).toEqual(['done', 4]);
    expect(retries).toEqual([
      { attempt: 1, delayMs: 100, error: away },
      { attempt: 2, delayMs: 200, error: away },
      { attempt: 3, delayMs: 400, error: away },
    ]);
  });

  it('throws the last error itself when the budget is used up', async () => {
    const { outcome, elapsed } = await attempts(Infinity, { budgetMs: 5000 });
    expect(outcome).toBe(away);
    expect(elapsed).toBe(3100);
  });

  it('never begins an attempt after the budget, and never waits longer than two seconds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60_000 }), async (budgetMs) => {
        const { retries, elapsed } = await attempts(Infinity, { budgetMs });
        expect(elapsed).toBeLessThanOrEqual(budgetMs);
        expect(Math.max(0, ...retries.map(({ delayMs }) => delayMs))).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it('makes no second attempt where none can help', async () => {
    for (const error of [new RawStoreDeniedError('host:1', 'open'), new TypeError('ours')]) {
      let made = 0;
      const action = () => Promise.reject(((made += 1), error));
      await expect(retrying(action, { budgetMs: 1e6 })).rejects.toBe(error);
      expect(made).toBe(1);
    }
  });

  it('gives up at the next failure once it is stopped', async () => {
    let asked = 0;
    const { outcome, made } = await attempts(Infinity, { isStopped: () => (asked += 1) > 2 });
    expect(outcome).toBe(away);
    expect(made).toBe(3);
  });

  it('waits half as long by chance, so that two who disturb each other part', async () => {
    const { clock } = fakeTime(0);
    const { retries } = await attempts(1, { clock });
    expect(retries).toMatchObject([{ delayMs: 50 }]);
  });
});
