import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { named } from './database-error.ts';
import type { Pool } from './pool.ts';

/**
 * Makes the monthly partitions of every fact that cover the days given, and says how many it made. A publish makes
 * the ones it needs itself; made ahead, they cost it no lock.
 *
 * @throws {DatabaseError}
 * @example
 * await ensurePartitions(pool, { from: new Date('2026-11-26'), to: new Date('2027-01-26') }); // 9
 */
export async function ensurePartitions(pool: Pool, days: { readonly from: Date; readonly to: Date }): Promise<number> {
  const [from, to] = [days.from, days.to].map((instant) => instant.toISOString().slice(0, 10));
  const { rows } = await named('Making partitions', () =>
    drizzle(pool).execute<{ made: number }>(sql`select star.ensure_partitions(${from}, ${to}) as made`),
  );
  return rows[0]?.made ?? 0;
}

/**
 * When the period of the newest usable reading ended; undefined where there is none.
 *
 * @throws {DatabaseError}
 */
export async function newestReading(pool: Pool): Promise<Date | undefined> {
  const { rows } = await named('Looking for the newest reading', () =>
    drizzle(pool).execute<{ newest: Date | string | null }>(
      sql`select max(period_end_utc) as newest from star.latest_measurement`,
    ),
  );
  const newest = rows[0]?.newest ?? null;
  return newest === null ? undefined : new Date(newest);
}
