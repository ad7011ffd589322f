import { describe, expect, it } from 'vitest';
import { nextId, readings, sensor, stage, station } from '../../../packages/star-schema/test/on-postgres/batch.ts';
import { useDatabase } from '../../../packages/star-schema/test/on-postgres/database.ts';
import { publish } from '../src/index.ts';
import { clean, freshness, partitions, StaleDataError } from '../src/upkeep.ts';

const database = useDatabase();
const at = (instant: string) => ({ pool: database.pool, now: () => new Date(instant) });

async function publishReadings(from: string): Promise<void> {
  const id = nextId();
  const batchId = await stage(database.pool, {
    location: [station({ location_id: id })],
    sensor: [sensor({ sensor_id: id, location_id: id })],
    measurement: readings(3, { sensor_id: id, from }),
  });
  await publish(at(from), { batchId });
}

describe('partitions', () => {
  it('makes those of this month and of the months ahead, once', async () => {
    const { made, through } = await partitions(at('2031-01-31T12:00:00Z'), { monthsAhead: 2 });
    expect({ made, through }).toEqual({ made: 9, through: '2031-03' });
    expect(await partitions(at('2031-01-31T12:00:00Z'), { monthsAhead: 2 })).toEqual({ made: 0, through });
    const names = await database.rows<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'star.fact_hour'::regclass and inhrelid::regclass::text ~ '2031' order by 1`,
    );
    expect(names.map(({ name }) => name)).toEqual([1, 2, 3].map((month) => `star.fact_hour_2031_0${month}`));
  });
});

describe('clean', () => {
  it('removes what is published, and what was given up before the hours it keeps', async () => {
    const batchId = await stage(database.pool, {
      measurement: readings(3, { sensor_id: nextId(), from: '2025-06-01T01:00:00Z' }),
    });
    const staged = () => database.value('select count(*)::int from staging.measurement where batch_id = $1', [batchId]);
    const now = new Date();
    await clean(at(now.toISOString()), { keepHours: 1 });
    expect(await staged()).toBe(3);
    const later = new Date(now.getTime() + 2 * 3_600_000).toISOString();
    expect((await clean(at(later), { keepHours: 1 })).removed).toBeGreaterThanOrEqual(3);
    expect(await staged()).toBe(0);
  });
});

describe('freshness', () => {
  it('says how old the newest reading is, and fails once it is too old', async () => {
    await publishReadings('2032-06-01T01:00:00Z');
    const newest = String(
      await database.value(`select to_char(max(period_end_utc) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')
        from star.fact_measurement`),
    );
    const hours = (count: number) => new Date(Date.parse(newest) + count * 3_600_000).toISOString();
    expect(await freshness(at(hours(6)), { withinHours: 6 })).toEqual({ newest, ageHours: 6 });
    const stale = freshness(at(hours(6.5)), { withinHours: 6 });
    await expect(stale).rejects.toThrow(StaleDataError);
    await expect(stale).rejects.toThrow(`The newest reading is of ${newest}, 6.5 hours ago, more than 6.`);
  });
});
