import { readFileSync } from 'node:fs';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, openPool } from '../../src/index.ts';
import * as bridges from '../../src/tables/bridges.ts';
import * as dimensions from '../../src/tables/dimensions.ts';
import * as facts from '../../src/tables/facts.ts';
import * as schemas from '../../src/tables/schemas.ts';
import * as staging from '../../src/tables/staging.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const declared = { ...schemas, ...bridges, ...dimensions, ...facts, ...staging };
const tables = Object.values(declared)
  .filter((value) => value instanceof PgTable)
  .map((table) => getTableConfig(table));

const migrationFile = (name: string): string =>
  readFileSync(new URL(`../../migrations/${name}`, import.meta.url), 'utf8');

describe('the schema', () => {
  it('leaves drizzle-kit nothing to generate: the tables and the migrations agree', async () => {
    const journal = JSON.parse(migrationFile('meta/_journal.json')) as { entries: { idx: number }[] };
    const newest = String(journal.entries.at(-1)?.idx).padStart(4, '0');
    const snapshot = JSON.parse(migrationFile(`meta/${newest}_snapshot.json`)) as { id: string };
    const present = generateDrizzleJson(declared, snapshot.id);
    expect(await generateMigration(snapshot as typeof present, present)).toEqual([]);
  });

  it('has every column in the database as it is declared, hand-edited migrations included', async () => {
    const columns = await database.rows<{ name: string }>(`
    select format('%s.%s.%s %s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end) as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('star', 'staging') and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped`);
    const expected = tables.flatMap((table) =>
      table.columns.map(
        (column) =>
          `${table.schema}.${table.name}.${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}`,
      ),
    );
    expect(columns.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  });

  it('partitions the facts, and keeps staging but not its manifest out of the WAL', async () => {
    const kinds = await database.rows<{ name: string; kind: string }>(`
    select c.relname as name, concat(c.relkind, c.relpersistence) as kind
    from pg_class c where c.relnamespace = 'staging'::regnamespace and c.relkind = 'r' or c.relkind = 'p' order by 1`);
    expect(Object.fromEntries(kinds.map(({ name, kind }) => [name, kind]))).toEqual({
      fact_day: 'pp',
      fact_hour: 'pp',
      fact_measurement: 'pp',
      day: 'ru',
      hour: 'ru',
      location: 'ru',
      location_instrument: 'ru',
      location_licence: 'ru',
      manifest: 'rp',
      measurement: 'ru',
      sensor: 'ru',
    });
  });

  it('documents every table, view and column that people read', async () => {
    const silent = await database.rows(`
    select c.relname, a.attname from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0
    where c.relnamespace = 'star'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
      and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
    union all
    select relname, null from pg_class
    where relnamespace = 'staging'::regnamespace and relkind = 'r' and obj_description(oid, 'pg_class') is null`);
    expect(silent).toEqual([]);
  });

  it('is migrated once: of starts at the same time one migrates and the others wait', async () => {
    await database.pool.query('create database migrated_by_three');
    const pool = openPool({ connectionString: database.url('migrated_by_three') });
    onTestFinished(() => pool.end());
    const summaries = await Promise.all([migrate(pool), migrate(pool), migrate(pool)]);
    expect(summaries.map(({ applied }) => applied).toSorted()).toEqual([0, 0, 7]);
    expect(await migrate(pool)).toEqual({ applied: 0, version: 7 });
  });

  it('has an unknown member in each dimension', async () => {
    const unknown = await Promise.all(
      ['location', 'sensor', 'parameter', 'provider', 'owner', 'country', 'licence', 'instrument'].map((name) =>
        database.value(
          `select count(*)::int from star.dim_${name} where ${name}_${name === 'location' ? 'key' : 'id'} = -1`,
        ),
      ),
    );
    expect(unknown).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(await database.value('select count(*)::int from star.dim_flag where flag = -1')).toBe(1);
    expect(await database.value('select count(*)::int from star.dim_hour where local_hour = -1')).toBe(1);
    expect(await database.value(`select year from star.dim_date where local_date = '0001-01-01'`)).toBeNull();
  });

  it('has 24 hours and a hundred years of dates, with ISO weeks and seasons of both hemispheres', async () => {
    expect(await database.value('select count(*)::int from star.dim_hour where local_hour >= 0')).toBe(24);
    expect(await database.value('select count(*)::int from star.dim_date where year is not null')).toBe(36_525);
    const [date] = await database.rows(`select * from star.dim_date where local_date = '2027-01-03'`);
    expect(date).toMatchObject({
      year: 2027,
      quarter: 1,
      iso_year: 2026,
      iso_week: 53,
      iso_weekday: 7,
      is_weekend: true,
      season_north: 'winter',
      season_south: 'summer',
    });
  });

  it('gives the same surrogate key on every server, whatever its time zone', async () => {
    const key = `select star.surrogate_key(7719, timestamptz '1900-01-01 00:00:00+00')`;
    const client = await database.connect();
    await client.query(`set timezone = 'Asia/Kathmandu'`);
    const { rows } = await client.query<{ surrogate_key: string }>(key);
    // The first 60 bits of the SHA-256 of '7719@-2208988800.000000'.
    expect(rows[0]?.surrogate_key).toBe(BigInt('0x65eb499cb0eee09').toString());
    expect(await database.value(key)).toBe(rows[0]?.surrogate_key);
  });
});
