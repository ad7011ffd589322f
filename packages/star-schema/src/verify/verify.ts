import { VerificationError } from '../errors.ts';
import { becomeOnlyPublisher } from '../locks.ts';
import type { Pool } from '../pool.ts';
import { auditStaging } from '../publish/audit.ts';
import { inTransaction } from '../transaction.ts';
import { verifyFacts } from './facts.ts';
import { verifyLocationHistory } from './location-history.ts';

export interface VerifyOptions {
  readonly batchId: string;
}

/** Rows of the batch found in each fact, equal in every column. */
export type VerifiedCounts = Readonly<Record<string, number>>;

/**
 * Compares the star schema with the batch, which must still be in staging: every staged row is there as it was
 * published, under the version of its station that held when its period started, and what it points to exists. And
 * the history of every station has no gap, no overlap and one current row.
 *
 * @throws {VerificationError} naming each rule that is broken and how often.
 * @throws {ManifestMissingError} @throws {StagingAuditError} the batch is not in staging, or no longer.
 * @throws {DatabaseError}
 * @example
 * await verify(pool, { batchId: 'b1' }); // { fact_measurement: 9061, fact_hour: 9061, fact_day: 425 }
 */
export function verify(pool: Pool, { batchId }: VerifyOptions): Promise<VerifiedCounts> {
  return inTransaction(pool, `Verifying batch ${batchId}`, async (transaction) => {
    // A publish that ends between two looks would make them disagree.
    await becomeOnlyPublisher(transaction);
    const batch = await auditStaging(transaction, batchId);
    const { counts, problems } = await verifyFacts(transaction, batch);
    problems.push(...(await verifyLocationHistory(transaction)));
    if (problems.length > 0) throw new VerificationError(batchId, problems);
    return counts;
  });
}
