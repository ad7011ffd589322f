import { sql, type SQL } from 'drizzle-orm';
import { ofAttempt, type Attempt } from '../staging/attempt.ts';
import { dimLocation } from '../tables/dimensions.ts';
import { stagingLocation } from '../tables/staging.ts';
import type { Transaction } from '../transaction.ts';
import type { ChangeCounts } from './upsert.ts';
import { firstValidFrom, openEnd } from './validity.ts';

const attributes: readonly string[] = [
  'name',
  'locality',
  'timezone',
  'country_id',
  'owner_id',
  'provider_id',
  'is_mobile',
  'is_monitor',
  'latitude',
  'longitude',
  'attribute_hash',
];

const list = (render: (name: SQL) => SQL): SQL =>
  sql.join(
    attributes.map((name) => render(sql`${sql.identifier(name)}`)),
    sql`, `,
  );

/**
 * Writes the history of the staged stations into `dim_location` (slowly changing, type 2).
 *
 * A version of a description was true when it was first seen, and when it was last seen. Put in order together with
 * the versions the dimension has, each that differs from the one before it begins a new row; so A, B, then A again
 * gives three rows. Rows that exist keep their attributes and their start: only their end moves.
 *
 * What cannot be had: of A seen in between and again later, the raw store keeps the first and the last time. A
 * rebuild therefore knows fewer returns than publishing along the way did, and never other attributes.
 */
export async function publishLocationHistory(transaction: Transaction, attempt: Attempt): Promise<ChangeCounts> {
  await transaction.run(sql`create temporary table location_history on commit drop as ${history(attempt)}`);
  const closed = await transaction.run(sql`
    update ${dimLocation} as known set valid_to = history.valid_to, is_current = history.is_current
    from location_history as history
    where not history.is_new and known.location_key = history.location_key and known.valid_to <> history.valid_to`);
  const filled = await transaction.run(sql`
    update ${dimLocation} as known set ${list((name) => sql`${name} = history.${name}`)},
      valid_to = history.valid_to, is_current = history.is_current, is_inferred = false
    from location_history as history
    where history.is_new and known.is_inferred and known.location_key = history.location_key`);
  const inserted = await transaction.run(sql`
    insert into ${dimLocation} (location_key, location_id, valid_from, valid_to, is_current, ${list((name) => name)})
    select location_key, location_id, valid_from, valid_to, is_current, ${list((name) => name)}
    from location_history as history
    where history.is_new and not exists (select from ${dimLocation} as known where known.location_key = history.location_key)`);
  const { kept } = await transaction.one<{ kept: number }>(
    sql`select (count(*) filter (where not is_new))::int as kept from location_history`,
  );
  return { inserted, updated: closed + filled, unchanged: kept - closed };
}

/** Every row the staged stations should have, with its interval; `is_new` where the dimension has not got it. */
const history = (attempt: Attempt): SQL => sql`
  with described as (
    select location_id, content_hash, first_seen_at, last_seen_at,
      nullif(regexp_replace(name, '^\\s+|\\s+$', '', 'g'), '') as name,
      nullif(regexp_replace(locality, '^\\s+|\\s+$', '', 'g'), '') as locality,
      timezone, coalesce(country_id, -1) as country_id, owner_id, provider_id, is_mobile, is_monitor,
      case when not is_mobile then latitude end as latitude,
      case when not is_mobile then longitude end as longitude
    from ${stagingLocation} where ${ofAttempt(attempt)}
  ),
  hashed as (
    select *, encode(sha256(convert_to(jsonb_build_array(name, locality, timezone, country_id, owner_id, provider_id,
      is_mobile, is_monitor, round(latitude::numeric, 4), round(longitude::numeric, 4))::text, 'UTF8')), 'hex') as attribute_hash
    from described
  ),
  known as (
    select * from ${dimLocation}
    where location_id in (select location_id from described) and not is_inferred
  ),
  seen as (
    -- Of two descriptions seen at one instant the higher hash wins, as it does for readings.
    select distinct on (location_id, seen_at) *
    from hashed, lateral (values (first_seen_at), (last_seen_at)) as sighting (seen_at)
    order by location_id, seen_at, content_hash desc
  ),
  dated as (
    select *, case
      when row_number() over (partition by location_id order by seen_at) = 1
        and location_id not in (select location_id from known) then ${firstValidFrom}
      else seen_at
    end as valid_from
    from seen
  ),
  merged as (
    select true as is_new, location_id, valid_from, ${list((name) => name)} from dated
    where not exists (select from known where known.location_id = dated.location_id and known.valid_from = dated.valid_from)
    union all
    select false, location_id, valid_from, ${list((name) => name)} from known
  ),
  compared as (
    select *, lag(attribute_hash) over (partition by location_id order by valid_from) as hash_before from merged
  ),
  bounded as (
    select *, coalesce(lead(valid_from) over (partition by location_id order by valid_from), ${openEnd}) as valid_to
    from compared where not is_new or hash_before is distinct from attribute_hash
  )
  select *, star.surrogate_key(location_id, valid_from) as location_key, valid_to = ${openEnd} as is_current
  from bounded`;
