import { getTableName, sql, type SQL } from 'drizzle-orm';
import type { AuditedBatch } from '../publish/audit.ts';
import { factUpsert, facts, type Fact } from '../publish/facts.ts';
import { compare } from '../publish/upsert.ts';
import { ofAttempt } from '../staging/attempt.ts';
import { stagingTables } from '../staging/tables.ts';
import { dimLocation, dimParameter, dimSensor } from '../tables/dimensions.ts';
import type { Transaction } from '../transaction.ts';

interface VerifiedFacts {
  readonly counts: Record<string, number>;
  readonly problems: string[];
}

/** Looks for every staged fact in the star schema, and for every member it points to. */
export async function verifyFacts(transaction: Transaction, batch: AuditedBatch): Promise<VerifiedFacts> {
  const counts: Record<string, number> = {};
  const problems: string[] = [];
  for (const fact of facts) {
    const name = getTableName(fact.target);
    const {
      inserted: missing,
      updated: different,
      unchanged,
    } = await compare(transaction, factUpsert(fact, batch, batch.times[fact.staged]));
    counts[name] = unchanged;
    if (missing > 0) problems.push(`${missing} staged rows are missing in ${name}`);
    if (different > 0)
      problems.push(`${different} rows of ${name} differ from what was staged, or from the station's history`);
    problems.push(...(await orphans(transaction, batch, fact)));
  }
  return { counts, problems };
}

async function orphans(
  transaction: Transaction,
  batch: AuditedBatch,
  { target, staged, time }: Fact,
): Promise<string[]> {
  const { first, last } = batch.times[staged];
  const unknown = (dimension: SQL, key: string) =>
    sql`(count(*) filter (where not exists (select from ${dimension} as member
      where member.${sql.identifier(key)} = fact.${sql.identifier(key)})))::int`;
  const found = await transaction.one<{ sensors: number; parameters: number; versions: number; stations: number }>(sql`
    select ${unknown(sql`${dimSensor}`, 'sensor_id')} as sensors,
      ${unknown(sql`${dimParameter}`, 'parameter_id')} as parameters,
      ${unknown(sql`${dimLocation}`, 'location_key')} as versions,
      (count(*) filter (where location_key = -1 and exists (
        select from ${dimLocation} as known where known.location_id = fact.location_id)))::int as stations
    from (
      select distinct sensor_id, parameter_id, location_key, location_id from ${target}
      where sensor_id in (select sensor_id from ${stagingTables[staged].table} where ${ofAttempt(batch)})
        and ${sql.identifier(time)} >= ${first} and ${sql.identifier(time)} <= ${last}
    ) as fact`);
  const name = getTableName(target);
  return [
    [found.sensors, 'sensors are not in dim_sensor'],
    [found.parameters, 'parameters are not in dim_parameter'],
    [found.versions, 'versions of stations are not in dim_location'],
    [found.stations, 'known stations are given as unknown'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${name}: ${String(count)} ${String(what)}`]));
}
