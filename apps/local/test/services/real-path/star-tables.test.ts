import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices } from '@airstar/native-services';
import { migrate, openPool, type Pool } from '@airstar/star-schema';
import { expect, test } from 'vitest';
import { starDifferences, writtenState } from './star-tables.ts';

async function openStar(serverUrl: string, name: string, cleanup: AsyncDisposableStack): Promise<Pool> {
  const server = openPool({ connectionString: serverUrl });
  await server.query(`create database ${name}`);
  await server.end();
  const star = openPool({ connectionString: Object.assign(new URL(serverUrl), { pathname: name }).href });
  cleanup.defer(() => star.end());
  await migrate(star);
  return star;
}

test('one value of one row makes two stars differ, and a row that is written as it was is seen', async () => {
  await using cleanup = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'airstar-stars-'));
  const services = await startServices({ directory, services: ['postgres'], temporary: true });
  cleanup.defer(() => services.stop());
  const { address } = services.get('postgres');
  const [left, right] = [await openStar(address, 'left_star', cleanup), await openStar(address, 'right_star', cleanup)];
  expect(await starDifferences(left, right)).toEqual([]);

  const written = await writtenState(right);
  await right.query('update star.dim_hour set day_part = day_part where local_hour = 7');
  expect(await starDifferences(left, right)).toEqual([]);
  expect(await writtenState(right)).not.toEqual(written);

  await right.query(`update star.dim_hour set day_part = 'noon' where local_hour = 7`);
  expect(await starDifferences(left, right)).toMatchObject([{ table: 'dim_hour', left: 25, right: 25 }]);
});
