import { sql } from 'drizzle-orm';
import type { Transaction } from './transaction.ts';

/** Waits until no other publish or cleaning runs on this database; held to the end of the transaction. */
export async function becomeOnlyPublisher(transaction: Transaction): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended('airstar.publish', 0))`);
}
