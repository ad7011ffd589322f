import { sql } from 'drizzle-orm';
import { dimLocation, dimParameter, dimSensor } from '../tables/dimensions.ts';
import type { Transaction } from '../transaction.ts';
import { firstValidFrom, openEnd } from './validity.ts';

/** Members made for facts that came before the description of what they belong to. */
export interface InferredCounts {
  readonly dim_parameter: number;
  readonly dim_sensor: number;
  readonly dim_location: number;
}

/**
 * Gives every sensor, parameter and station that a staged fact names and no dimension knows a member of its own. It
 * has the key that its description will have, so the facts stay right when that comes.
 */
export async function inferMembers(transaction: Transaction): Promise<InferredCounts> {
  return {
    dim_parameter: await transaction.run(sql`
      insert into ${dimParameter} (parameter_id, name, unit, is_inferred)
      select distinct parameter_id, 'unknown', 'unknown', true from batch_group on conflict do nothing`),
    dim_sensor: await transaction.run(sql`
      insert into ${dimSensor} (sensor_id, location_id, parameter_id, is_inferred)
      select distinct on (sensor_id) sensor_id, location_id, parameter_id, true
      from batch_group order by sensor_id, location_id on conflict do nothing`),
    dim_location: await transaction.run(sql`
      insert into ${dimLocation}
        (location_key, location_id, valid_from, valid_to, is_current, country_id, owner_id, provider_id, attribute_hash, is_inferred)
      select star.surrogate_key(location_id, ${firstValidFrom}), location_id, ${firstValidFrom}, ${openEnd}, true, -1, -1, -1, '', true
      from (select distinct location_id from batch_group) as named
      where not exists (select from ${dimLocation} as known where known.location_id = named.location_id)`),
  };
}
