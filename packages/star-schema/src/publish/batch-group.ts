import { sql } from 'drizzle-orm';
import { ofAttempt, type Attempt } from '../staging/attempt.ts';
import { stagingDay, stagingHour, stagingMeasurement } from '../tables/staging.ts';
import type { Transaction } from '../transaction.ts';

/**
 * Makes the temporary table `batch_group`: the sensors and local days of the staged facts. It is read several times,
 * and some hundred times smaller than what it is made from.
 */
export async function groupBatch(transaction: Transaction, attempt: Attempt): Promise<void> {
  const columns = sql`sensor_id, location_id, parameter_id, local_date`;
  await transaction.run(sql`
    create temporary table batch_group on commit drop as
    select ${columns}, (count(*) filter (where flags <> 0))::int as flagged
    from (
      select ${columns}, flags from ${stagingMeasurement} where ${ofAttempt(attempt)}
      union all select ${columns}, 0 from ${stagingHour} where ${ofAttempt(attempt)}
      union all select ${columns}, 0 from ${stagingDay} where ${ofAttempt(attempt)}
    ) as facts
    group by ${columns}`);
}
