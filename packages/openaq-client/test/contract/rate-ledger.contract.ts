import { describe, expect, test } from 'vitest';
import type { RateLedger, RateLimits } from '../../src/index.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const limits = { perMinute: 3, perHour: 5 };
const silent = { limit: null, used: null, blockedUntil: null };

async function takeMany(ledger: RateLedger, count: number, now: number): Promise<number> {
  const decisions = await Promise.all(Array.from({ length: count }, () => ledger.take(now)));
  return decisions.filter(({ granted }) => granted).length;
}

/** What every ledger has to do, wherever it keeps its state. */
export function rateLedgerContract(name: string, create: (limits: RateLimits) => RateLedger): void {
  describe(`${name} as a ledger`, () => {
    test('grants a minute its requests and says when the next ones may go', async () => {
      const ledger = create(limits);
      expect(await takeMany(ledger, 3, noon)).toBe(3);
      const refused = { granted: false, budget: 'minute', limit: 3, retryAt: noon + minute };
      expect(await ledger.take(noon + 1)).toEqual(refused);
      expect(await ledger.take(noon + minute)).toEqual({ granted: true });
    });

    test('grants no more than the limit to those who ask at the same time', async () => {
      expect(await takeMany(create(limits), 20, noon)).toBe(3);
    });

    test('counts the hour across its minutes', async () => {
      const ledger = create(limits);
      expect([await takeMany(ledger, 3, noon), await takeMany(ledger, 3, noon + minute)]).toEqual([3, 2]);
      expect(await ledger.take(noon + 2 * minute)).toMatchObject({ granted: false, budget: 'hour', limit: 5 });
    });

    test('believes the server that has counted more', async () => {
      const ledger = create(limits);
      await ledger.take(noon);
      await ledger.observe({ ...silent, sentAt: noon, used: 3 });
      expect(await ledger.take(noon + 1)).toMatchObject({ granted: false, budget: 'minute' });
    });

    test('keeps to the quota that the server names', async () => {
      const ledger = create(limits);
      await ledger.take(noon);
      await ledger.observe({ ...silent, sentAt: noon, limit: 1 });
      expect(await ledger.take(noon + 1)).toMatchObject({ granted: false, budget: 'minute', limit: 1 });
    });

    test('waits as long as a 429 says', async () => {
      const ledger = create(limits);
      const blockedUntil = noon + 90_000;
      await ledger.observe({ ...silent, sentAt: noon, blockedUntil });
      const refused = { granted: false, budget: 'server', limit: null, retryAt: blockedUntil };
      expect(await ledger.take(noon + minute)).toEqual(refused);
      expect(await ledger.take(blockedUntil)).toEqual({ granted: true });
    });
  });
}
