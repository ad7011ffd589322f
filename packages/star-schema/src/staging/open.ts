import type { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { StagingCountError } from '../errors.ts';
import type { Pool } from '../pool.ts';
import { stagingManifest } from '../tables/staging.ts';
import { inTransaction } from '../transaction.ts';
import { differences, stagedCounts } from './attempt.ts';
import { copyRows } from './copy.ts';
import type { StagingCounts, StagingTable } from './tables.ts';

/** The window of an extraction, on the end of a period: after `from`, up to and including `to`. */
export interface BatchWindow {
  readonly from: Date;
  readonly to: Date;
}

export interface StagingOptions {
  readonly batchId: string;
  /** Another one for each try: rows of an earlier try are then left over, not mixed in. */
  readonly attemptId: string;
  readonly window: BatchWindow;
  /** Stations the batch was limited to. Default: no limit. */
  readonly locationIds?: readonly number[];
}

/** One attempt at staging a batch. Nothing of it counts before {@link Staging.commit}. */
export interface Staging {
  /**
   * Copies CSV into a table and gives the number of rows. Columns as `stagingColumns` has them, no header, comma,
   * fields quoted by `"` where needed, null as an empty field without quotes, instants in UTC; as DuckDB writes
   * `FORMAT csv, HEADER false`.
   *
   * @throws {StagingRowError} a row does not fit; nothing of the stream remains.
   * @throws {DatabaseError} the database failed. An error of the stream itself is thrown as it is.
   */
  copy(table: StagingTable, csv: Readable): Promise<number>;
  /**
   * Counts the rows in the database and, where they are what the writer says, writes the manifest, in a transaction
   * of its own. A table that is not named should be empty.
   *
   * @throws {StagingCountError} they are not; there is no manifest then.
   */
  commit(written: Partial<StagingCounts>): Promise<StagingCounts>;
}

/**
 * Opens an attempt at staging a batch.
 *
 * @example
 * const staging = openStaging(pool, { batchId, attemptId: '1', window });
 * const measurement = await staging.copy('measurement', Readable.from(csv));
 * await staging.commit({ measurement });
 */
export function openStaging(pool: Pool, options: StagingOptions): Staging {
  return {
    copy: (table, csv) => copyRows(pool, options, table, csv),
    commit: (written) => commitAttempt(pool, options, written),
  };
}

function commitAttempt(pool: Pool, options: StagingOptions, written: Partial<StagingCounts>): Promise<StagingCounts> {
  const { batchId, attemptId, window, locationIds } = options;
  return inTransaction(pool, `Committing the staging of batch ${batchId}`, async (transaction) => {
    const counts = await stagedCounts(transaction, options);
    const mismatches = differences(written, counts);
    if (mismatches.length > 0) throw new StagingCountError(batchId, attemptId, mismatches);
    await transaction.run(sql`
      insert into ${stagingManifest} (batch_id, attempt_id, counts, window_from, window_to, location_ids)
      values (${batchId}, ${attemptId}, ${JSON.stringify(counts)}, ${window.from.toISOString()},
        ${window.to.toISOString()}, ${locationIds ? `{${locationIds.join(',')}}` : null})
      on conflict (batch_id) do update set
        attempt_id = excluded.attempt_id, counts = excluded.counts, window_from = excluded.window_from,
        window_to = excluded.window_to, location_ids = excluded.location_ids, created_at = now(), published_at = null`);
    return counts;
  });
}
