import { getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ofAttempt, type Attempt } from '../staging/attempt.ts';
import { bridgeLocationInstrument, bridgeLocationLicence } from '../tables/bridges.ts';
import { stagingLocation, stagingLocationInstrument, stagingLocationLicence } from '../tables/staging.ts';
import type { Transaction } from '../transaction.ts';
import { upsert, type ChangeCounts } from './upsert.ts';

/** What became of the rows of a bridge. */
export interface BridgeCounts extends ChangeCounts {
  /** No longer in the newest description of its station. Comes on top of the rows given. */
  readonly removed: number;
}

interface Bridge {
  readonly target: PgTable;
  readonly key: readonly string[];
  readonly source: SQL;
}

const bridgesOf = (attempt: Attempt): readonly Bridge[] => [
  {
    target: bridgeLocationLicence,
    key: ['location_id', 'licence_id', 'date_from'],
    source: sql`
      select location_id, licence_id, coalesce(date_from, '1900-01-01') as date_from,
        coalesce(date_to, '9999-12-31') as date_to, attribution_name, attribution_url
      from ${stagingLocationLicence} where ${ofAttempt(attempt)}`,
  },
  {
    target: bridgeLocationInstrument,
    key: ['location_id', 'instrument_id'],
    source: sql`select location_id, instrument_id from ${stagingLocationInstrument} where ${ofAttempt(attempt)}`,
  },
];

/** Makes the licences and instruments of the staged stations those of their newest description. */
export async function publishBridges(
  transaction: Transaction,
  attempt: Attempt,
): Promise<Record<string, BridgeCounts>> {
  const counts: Record<string, BridgeCounts> = {};
  for (const bridge of bridgesOf(attempt)) {
    const removed = await removeLapsed(transaction, attempt, bridge);
    counts[getTableName(bridge.target)] = { ...(await upsert(transaction, bridge)), removed };
  }
  return counts;
}

function removeLapsed(transaction: Transaction, attempt: Attempt, { target, key, source }: Bridge): Promise<number> {
  const tuple = sql.join(
    key.map((name) => sql.identifier(name)),
    sql`, `,
  );
  return transaction.run(sql`
    delete from ${target}
    where location_id in (select location_id from ${stagingLocation} where ${ofAttempt(attempt)})
      and (${tuple}) not in (select ${tuple} from (${source}) as staged)`);
}
