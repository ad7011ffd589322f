import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runReadOnly, type Pool } from '@airstar/star-schema';
import { withPool } from '../databases.ts';
import { checkout } from '../places.ts';

const grants = readFileSync(join(checkout, 'infra', 'postgres', 'airflow-reader.sql'), 'utf8');

/** Makes the login that Grafana has in Airflow's database, whose tables are there, and returns its address. */
export async function makeReader(airflow: string): Promise<string> {
  const password = randomBytes(12).toString('hex');
  await withPool(airflow, async (pool) => {
    await pool.query(`create role airflow_reader login password '${password}'`);
    // Each start of the stack does it again.
    for (let start = 0; start < 2; start += 1) await pool.query(grants);
  });
  return Object.assign(new URL(airflow), { username: 'airflow_reader', password }).href;
}

const secret = [
  'select conf from dag_run',
  'select * from connection',
  'select * from variable',
  'select * from xcom',
  'select * from log',
  'select * from rendered_task_instance_fields',
];

/** What the runs were given stays closed to the reader, and the database to a login of another one. */
export async function assertClosed(reader: Pool, airflow: string, foreign: string): Promise<void> {
  for (const sql of secret) await assert.rejects(runReadOnly(reader, sql), /permission denied for table/, sql);
  const { pathname } = new URL(airflow);
  const intruder = Object.assign(new URL(foreign), { pathname }).href;
  await withPool(intruder, (pool) => assert.rejects(pool.query('select 1'), /permission denied for database/));
}
