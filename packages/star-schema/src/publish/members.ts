import { getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ofAttempt, type Attempt } from '../staging/attempt.ts';
import {
  dimCountry,
  dimInstrument,
  dimLicence,
  dimOwner,
  dimParameter,
  dimProvider,
  dimSensor,
} from '../tables/dimensions.ts';
import {
  stagingLocation,
  stagingLocationInstrument,
  stagingLocationLicence,
  stagingSensor,
} from '../tables/staging.ts';
import type { Transaction } from '../transaction.ts';
import { upsert, type ChangeCounts } from './upsert.ts';

interface Members {
  readonly target: PgTable;
  readonly key: string;
  readonly source: SQL;
}

/**
 * The dimensions that show their members as newly described (type 1): the newest description in the batch wins, and
 * the last published batch over those before it. In the order in which they refer to each other.
 */
const membersOf = (attempt: Attempt): readonly Members[] => [
  { target: dimCountry, key: 'country_id', source: newest(attempt, 'country', sql`country_code as code, `) },
  { target: dimOwner, key: 'owner_id', source: newest(attempt, 'owner') },
  { target: dimProvider, key: 'provider_id', source: newest(attempt, 'provider') },
  { target: dimLicence, key: 'licence_id', source: named(attempt, stagingLocationLicence, 'licence_id') },
  { target: dimInstrument, key: 'instrument_id', source: named(attempt, stagingLocationInstrument, 'instrument_id') },
  {
    target: dimParameter,
    key: 'parameter_id',
    source: sql`
      select distinct on (parameter_id) parameter_id, parameter_name as name, display_name, unit, molar_mass, false as is_inferred
      from ${stagingSensor} where ${ofAttempt(attempt)} order by parameter_id, sensor_id desc`,
  },
  {
    target: dimSensor,
    key: 'sensor_id',
    source: sql`
      select sensor_id, location_id, parameter_id, name, unit_original, false as is_inferred
      from ${stagingSensor} where ${ofAttempt(attempt)}`,
  },
];

/** Country, owner or provider: named in every description of every one of its stations. */
function newest(attempt: Attempt, kind: 'country' | 'owner' | 'provider', more: SQL = sql``): SQL {
  const id = sql.identifier(`${kind}_id`);
  return sql`
    select distinct on (${id}) ${id}, ${more}btrim(${sql.identifier(`${kind}_name`)}) as name
    from ${stagingLocation} where ${ofAttempt(attempt)} and ${id} is not null
    order by ${id}, last_seen_at desc, content_hash desc, location_id`;
}

function named(attempt: Attempt, table: PgTable, key: string): SQL {
  const id = sql.identifier(key);
  return sql`
    select distinct on (${id}) ${id}, btrim(name) as name
    from ${table} where ${ofAttempt(attempt)} order by ${id}, location_id desc`;
}

/** Brings the members of the type 1 dimensions up to date, by table. */
export async function publishMembers(
  transaction: Transaction,
  attempt: Attempt,
): Promise<Record<string, ChangeCounts>> {
  const counts: Record<string, ChangeCounts> = {};
  for (const { target, key, source } of membersOf(attempt)) {
    counts[getTableName(target)] = await upsert(transaction, { target, key: [key], source });
  }
  return counts;
}
