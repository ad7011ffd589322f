import { randomBytes } from 'node:crypto';
import { openPool, type Pool } from '@airstar/star-schema';

/** `postgresql://…` of two empty databases, each as its owner. */
export interface Databases {
  readonly star: string;
  readonly airflow: string;
}

export async function makeDatabases(address: string): Promise<Databases> {
  await withPool(address, async (pool) => {
    for (const name of ['airstar', 'airflow']) await pool.query(`create database ${name}`);
  });
  const named = (name: string): string => Object.assign(new URL(address), { pathname: `/${name}` }).href;
  return { star: named('airstar'), airflow: named('airflow') };
}

/** Names and passwords of logins with no more rights than their stage needs, as in Compose. */
export interface Logins {
  readonly loader: string;
  readonly spark: string;
  /** Makes them: the roles whose rights they get are there when the schema is. */
  readonly make: (pool: Pool) => Promise<void>;
}

export function planLogins(star: string): Logins {
  const plan = (username: string, role: string) => {
    const password = randomBytes(12).toString('hex');
    return {
      url: Object.assign(new URL(star), { username, password }).href,
      statement: `create role ${username} login password '${password}' in role ${role}`,
    };
  };
  const [loader, spark] = [plan('test_loader', 'airstar_writer'), plan('test_spark', 'airstar_stager')];
  return {
    loader: loader.url,
    spark: spark.url,
    async make(pool) {
      for (const { statement } of [loader, spark]) await pool.query(statement);
    },
  };
}

/** Ends the pool when the work is done, or has failed. */
export async function withPool<Result>(address: string, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const pool = openPool({ connectionString: address });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
