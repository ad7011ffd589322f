import { expect, it } from 'vitest';
import { openDuckDbRawStore } from '../src/duckdb.ts';
import { query } from './duckdb/reader.ts';
import { spawnChild, type Child } from './duckdb/spawn-child.ts';
import { temporaryFile } from './duckdb/temporary-file.ts';

async function lastWritten({ reports }: Child, enough: number): Promise<number> {
  for (;;) {
    const { value, done } = await reports.next();
    if (done) throw new Error('The child ended by itself.');
    if ((value.written ?? 0) >= enough) return value.written ?? 0;
  }
}

it('keeps what a write reported, and counted exactly that, when the process is killed', async () => {
  const path = await temporaryFile();
  const child = spawnChild('write', path);
  const reported = await lastWritten(child, 6000);
  child.process.kill('SIGKILL');
  await child.ended;

  const store = await openDuckDbRawStore({ path });
  const [stored] = await query(store, 'SELECT count(*) AS readings FROM raw_measurement');
  const [counter] = await store.counters('batch-1');
  await store.close();
  expect(stored?.['readings']).toBeGreaterThanOrEqual(reported);
  expect(counter).toMatchObject({ inserted: stored?.['readings'], nextOffset: stored?.['readings'] });
});
