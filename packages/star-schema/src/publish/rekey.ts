import { sql } from 'drizzle-orm';
import { dimLocation } from '../tables/dimensions.ts';
import type { Transaction } from '../transaction.ts';
import { facts, heldAt, type Fact } from './facts.ts';
import { firstValidFrom } from './validity.ts';

/**
 * Points facts of earlier batches to the version of their station that holds at their period, where a description
 * that came late has split an interval. Gives the number of facts changed.
 */
export async function rekeyFacts(transaction: Transaction): Promise<number> {
  const { since } = await transaction.one<{ since: string | null }>(sql`
    select min(valid_from)::text as since from location_history where is_new and valid_from > ${firstValidFrom}`);
  if (since === null) return 0;
  let changed = 0;
  for (const fact of facts) changed += await rekeyFact(transaction, fact, since);
  return changed;
}

function rekeyFact(transaction: Transaction, { target, time, start }: Fact, since: string): Promise<number> {
  // A fact that starts at or after the split has its partition column there too.
  const lowest =
    time === 'local_date' ? sql`(${since}::timestamptz at time zone 'UTC')::date` : sql`${since}::timestamptz`;
  return transaction.run(sql`
    update ${target} as fact set location_key = version.location_key
    from ${dimLocation} as version
    where version.location_id in (select location_id from location_history where is_new)
      and version.location_id = fact.location_id and fact.${sql.identifier(time)} >= ${lowest}
      and ${heldAt(sql`version`, start(sql`fact`))} and fact.location_key <> version.location_key`);
}
