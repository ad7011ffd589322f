import { sql } from 'drizzle-orm';
import { firstValidFrom, openEnd } from '../publish/validity.ts';
import { dimLocation } from '../tables/dimensions.ts';
import type { Transaction } from '../transaction.ts';

const rules = {
  first: 'do not begin in 1900',
  gaps: 'have a gap or an overlap in their history',
  ends: 'have no open end',
  current: 'have not exactly one current row, the last one',
} as const;

/** Checks that the intervals of every station follow each other without gap or overlap, from 1900 to the open end. */
export async function verifyLocationHistory(transaction: Transaction): Promise<string[]> {
  const broken = await transaction.one<Record<keyof typeof rules, number>>(sql`
    with ordered as (
      select location_id, valid_from, valid_to, is_current,
        lead(valid_from) over station as next_from,
        lag(valid_from) over station is null as is_first
      from ${dimLocation}
      window station as (partition by location_id order by valid_from)
    )
    select
      (count(distinct location_id) filter (where is_first and valid_from <> ${firstValidFrom}))::int as first,
      (count(distinct location_id) filter (where next_from <> valid_to or valid_from >= valid_to))::int as gaps,
      (count(distinct location_id) filter (where next_from is null and valid_to <> ${openEnd}))::int as ends,
      (count(distinct location_id) filter (where is_current <> (next_from is null)))::int as current
    from ordered`);
  return Object.entries(rules)
    .map(([rule, what]) => [broken[rule as keyof typeof rules], what] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `dim_location: ${count} stations ${what}`);
}
