import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { databaseError, errorFacts } from '../database-error.ts';
import { StagingRowError } from '../errors.ts';
import type { Pool } from '../pool.ts';
import type { Attempt } from './attempt.ts';
import { qualifiedName, stagingColumns, type StagingTable } from './tables.ts';

/** Copies one CSV stream into one staging table, in a transaction of its own: all of it, or nothing. */
export async function copyRows(pool: Pool, attempt: Attempt, table: StagingTable, csv: Readable): Promise<number> {
  const client = await pool.connect().catch((cause: unknown) => {
    csv.destroy();
    throw databaseError(`Staging ${table}`, cause);
  });
  let failed = true;
  try {
    await client.query('begin');
    // The engine writes UTC timestamps without a zone: they would be read in the zone of the session.
    await client.query(
      `select set_config('timezone', 'UTC', true), set_config('airstar.batch_id', $1, true),
              set_config('airstar.attempt_id', $2, true)`,
      [attempt.batchId, attempt.attemptId],
    );
    const copy = client.query(copyFrom(copyStatement(table)));
    await pipeline(csv, copy);
    await client.query('commit');
    failed = false;
    return copy.rowCount;
  } catch (error) {
    throw copyError(attempt, table, error);
  } finally {
    // After a failed COPY the protocol may stand anywhere: closing the connection is what ends the transaction for sure.
    client.release(failed);
  }
}

const copyStatement = (table: StagingTable): string =>
  `copy ${qualifiedName(table)} (${stagingColumns(table).join(', ')}) from stdin (format csv)`;

function copyError({ batchId }: Attempt, table: StagingTable, cause: unknown): unknown {
  if (!(cause instanceof pg.DatabaseError)) {
    // The stream's own failure belongs to who made the stream.
    return isSocketError(cause) ? databaseError(`Staging ${table} of batch ${batchId}`, cause) : cause;
  }
  if (!/^2[23]/.test(cause.code ?? '')) return databaseError(`Staging ${table} of batch ${batchId}`, cause);
  // `where` goes on with the value, which has no place in a message.
  const where = /line (\d+)(?:, column (\w+))?/.exec(cause.where ?? '');
  const place = where ? `line ${where[1] ?? ''}${where[2] ? `, column ${where[2]}` : ''}` : 'an unknown line';
  const column = cause.column ? ` (column ${cause.column})` : '';
  return new StagingRowError(
    `Staging ${table} of batch ${batchId}: ${place} does not fit${column}, SQLSTATE ${cause.code ?? '?'}. ` +
      'The columns and their order are those of stagingColumns().',
    { table, line: where ? Number(where[1]) : undefined, cause },
  );
}

const isSocketError = (error: unknown): boolean => {
  const { code, message } = errorFacts(error);
  return /^Connection terminated/.test(message) || /^(ECONN|EPIPE|ETIMEDOUT)/.test(code ?? '');
};
