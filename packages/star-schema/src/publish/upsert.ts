import { getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { PublishCountError, type CountMismatch } from '../errors.ts';
import { columnNames } from '../staging/tables.ts';
import type { Transaction } from '../transaction.ts';

/** What became of the rows given to a table. They add up to the rows given. */
export interface ChangeCounts {
  readonly inserted: number;
  readonly updated: number;
  /** Equal to what was there. Not written at all: no lock, no dead row, no WAL. */
  readonly unchanged: number;
}

/** Rows to bring into a table. */
export interface Upsert {
  readonly target: PgTable;
  readonly key: readonly string[];
  /** A query with a column for each of the target's. At most one row per key. */
  readonly source: SQL;
  /** Written with a change, but no reason for one. */
  readonly notCompared?: readonly string[];
  /** Condition on `target` that holds for every key of the source: what lets partitions be skipped. */
  readonly within?: SQL;
  /** Order in which new rows are written. Default: as they come. */
  readonly order?: readonly string[];
}

const column = (alias: string, name: string): SQL => sql`${sql.identifier(alias)}.${sql.identifier(name)}`;

const columns = (alias: string, names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => column(alias, name)),
    sql`, `,
  );

const equal = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql`${column('target', name)} = ${column('source', name)}`),
    sql` and `,
  );

const identifiers = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );

/**
 * Inserts what is new, updates what differs, leaves the rest alone. The rows are compared first and written after,
 * because `INSERT … ON CONFLICT DO UPDATE … WHERE` locks, and so writes, every row it then leaves unchanged. Nobody
 * writes between the two: publishing is done by one at a time.
 *
 * @throws {PublishCountError} a statement changed another number of rows than the comparison announced.
 */
export async function upsert(transaction: Transaction, rows: Upsert): Promise<ChangeCounts> {
  const counts = await compare(transaction, rows);
  if (counts.inserted > 0) await insertNew(transaction, rows, counts);
  if (counts.updated > 0) await updateChanged(transaction, rows, counts.updated);
  return counts;
}

const matches = ({ key, within }: Upsert): SQL => (within ? sql`${equal(key)} and ${within}` : equal(key));

function differs({ target, key, notCompared = [] }: Upsert): SQL {
  const compared = columnNames(target).filter((name) => !key.includes(name) && !notCompared.includes(name));
  // A table that is all key has nothing that could differ.
  if (compared.length === 0) return sql`false`;
  return sql`(${columns('target', compared)}) is distinct from (${columns('source', compared)})`;
}

/** Counts what the rows would do, without doing it. */
export function compare(transaction: Transaction, rows: Upsert): Promise<ChangeCounts & Record<string, unknown>> {
  return transaction.one(sql`
    select (count(*) filter (where is_new))::int as inserted,
      (count(*) filter (where differs))::int as updated,
      (count(*) filter (where not is_new and not differs))::int as unchanged
    from (
      select ${column('target', rows.key[0] ?? '')} is null as is_new,
        ${column('target', rows.key[0] ?? '')} is not null and ${differs(rows)} as differs
      from (${rows.source}) as source left join ${rows.target} as target on ${matches(rows)}
    ) as changes`);
}

async function insertNew(transaction: Transaction, rows: Upsert, counts: ChangeCounts): Promise<void> {
  const names = columnNames(rows.target);
  const order = rows.order ? sql`order by ${columns('source', rows.order)}` : sql``;
  const areAllNew = counts.updated + counts.unchanged === 0;
  const isNew = areAllNew ? sql`true` : sql`not exists (select from ${rows.target} as target where ${matches(rows)})`;
  const found = await transaction.run(sql`
    insert into ${rows.target} (${identifiers(names)})
    select ${columns('source', names)} from (${rows.source}) as source where ${isNew} ${order}`);
  assertCount({ table: `${getTableName(rows.target)} inserted`, expected: counts.inserted, found });
}

async function updateChanged(transaction: Transaction, rows: Upsert, expected: number): Promise<void> {
  const assignments = columnNames(rows.target)
    .filter((name) => !rows.key.includes(name))
    .map((name) => sql`${sql.identifier(name)} = ${column('source', name)}`);
  const found = await transaction.run(sql`
    update ${rows.target} as target set ${sql.join(assignments, sql`, `)}
    from (${rows.source}) as source where ${matches(rows)} and ${differs(rows)}`);
  assertCount({ table: `${getTableName(rows.target)} updated`, expected, found });
}

/** @throws {PublishCountError} the counts differ. */
function assertCount(count: CountMismatch): void {
  if (count.expected !== count.found) throw new PublishCountError([count]);
}
