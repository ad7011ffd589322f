import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  openPool,
  openStaging,
  stagingColumns,
  StagingCountError,
  StagingRowError,
  type Staging,
  type StagingTable,
} from '../../src/index.ts';
import { csv, nextId, reading, stage } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const end = '2025-06-01T01:00:00Z';
const window = { from: new Date('2025-06-01T00:00:00Z'), to: new Date('2025-06-02T00:00:00Z') };

function open(): Staging & { batchId: string } {
  const batchId = `batch-${nextId()}`;
  return { batchId, ...openStaging(database.pool, { batchId, attemptId: '1', window }) };
}

const stagedRows = (table: StagingTable, batchId: string) =>
  database.rows(`select * from staging.${table} where batch_id = $1`, [batchId]);

describe('stagingColumns', () => {
  it('names what a writer gives, in the order of the stream, without what staging adds', () => {
    expect(stagingColumns('location_instrument')).toEqual(['location_id', 'instrument_id', 'name']);
    expect(stagingColumns('measurement')).toHaveLength(19);
  });
});

describe('copy', () => {
  it('reads CSV as DuckDB writes it: an empty field is null, an empty quoted one an empty text', async () => {
    const staging = open();
    const text = '1,2,x,,"",,\n3,4,"a ""quoted"", name\nin two lines",é,https://example.org,2016-01-30,\n';
    const rows = await staging.copy('location_licence', Readable.from([text]));
    expect(rows).toBe(2);
    expect(await stagedRows('location_licence', staging.batchId)).toMatchObject([
      { location_id: '1', attempt_id: '1', name: 'x', attribution_name: null, attribution_url: '', date_from: null },
      { location_id: '3', name: 'a "quoted", name\nin two lines', attribution_name: 'é', date_to: null },
    ]);
  });

  it('reads instants without a zone as UTC, whatever the zone of the session is', async () => {
    const abroad = openPool({ connectionString: `${database.url()}?options=-c%20timezone%3DAmerica/Mexico_City` });
    onTestFinished(() => abroad.end());
    const batchId = `batch-${nextId()}`;
    const row = { ...reading({ sensor_id: 1, period_end_utc: end }), period_end_utc: '2025-06-01 01:00:00' };
    const staging = openStaging(abroad, { batchId, attemptId: '1', window });
    await staging.copy('measurement', Readable.from([csv('measurement', [row])]));
    const staged = 'select period_end_utc from staging.measurement where batch_id = $1';
    expect(await database.rows(staged, [batchId])).toEqual([{ period_end_utc: new Date(end) }]);
  });

  it('takes a stream cut anywhere, in the middle of a character too', async () => {
    const staging = open();
    const bytes = Buffer.from(csv('measurement', [reading({ sensor_id: 1, period_end_utc: '2025-06-01T01:00:00Z' })]));
    const rows = await staging.copy('measurement', Readable.from(Array.from(bytes, (byte) => Buffer.of(byte))));
    expect(rows).toBe(1);
    expect(await stagedRows('measurement', staging.batchId)).toMatchObject([{ unit: 'µg/m³' }]);
  });

  it('takes an empty stream', async () => {
    expect(await open().copy('hour', Readable.from([]))).toBe(0);
  });

  it('names the line of a row that does not fit, never its content, and keeps nothing of the stream', async () => {
    const staging = open();
    const lines = Array.from({ length: 5000 }, (_, line) => (line === 4000 ? '1,secret,x\n' : `1,${line},x\n`));
    const error = await staging.copy('location_instrument', Readable.from(lines)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StagingRowError);
    expect(error).toMatchObject({ table: 'location_instrument', line: 4001, retriable: false });
    expect(String(error)).toContain('line 4001, column instrument_id');
    expect(String(error)).not.toContain('secret');
    expect(await stagedRows('location_instrument', staging.batchId)).toEqual([]);
  });

  it.each([
    ['a row with a column too few', '1,2\n'],
    ['a null where there must be a value', '1,2,\n'],
    ['a row with a column too many', '1,2,x,y\n'],
  ])('refuses %s', async (_, line) => {
    const error = await open()
      .copy('location_instrument', Readable.from([line]))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StagingRowError);
  });

  it('passes on the error of a stream that fails, keeps nothing of it, and goes on working', async () => {
    const staging = open();
    const failure = new Error('the engine died');
    const source = Readable.from(
      (function* () {
        for (let row = 0; row < 20_000; row += 1) yield `1,${row},x\n`;
        throw failure;
      })(),
    );
    await expect(staging.copy('location_instrument', source)).rejects.toBe(failure);
    expect(await staging.copy('location_instrument', Readable.from(['1,2,x\n']))).toBe(1);
    expect(await stagedRows('location_instrument', staging.batchId)).toHaveLength(1);
  });

  it('refuses rows that say nothing of their batch', async () => {
    const insert = `insert into staging.location_instrument (location_id, instrument_id, name) values (1, 2, 'x')`;
    await expect(database.pool.query(insert)).rejects.toMatchObject({ code: '23502', column: 'batch_id' });
  });

  it('says of a lost connection that trying again may help, and leaves the process alive', async () => {
    const staging = open();
    const source = new Readable({ read: () => undefined });
    const copied = staging.copy('location_instrument', source).catch((thrown: unknown) => thrown);
    source.push('1,2,x\n');
    const backend = `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy staging.location_instrument%'`;
    await expect.poll(async () => (await database.rows(backend)).length).toBe(1);
    source.push('1,3,x\n');
    expect(await copied).toMatchObject({ retriable: true });
    expect(await stagedRows('location_instrument', staging.batchId)).toEqual([]);
  });
});

describe('commit', () => {
  it('writes the manifest with counts read back from the database', async () => {
    const staging = open();
    await staging.copy('location_instrument', Readable.from(['1,2,x\n', '1,3,y\n']));
    const counts = {
      measurement: 0,
      hour: 0,
      day: 0,
      location: 0,
      sensor: 0,
      location_licence: 0,
      location_instrument: 2,
    };
    expect(await staging.commit({ location_instrument: 2 })).toEqual(counts);
    expect(await database.rows('select * from staging.manifest where batch_id = $1', [staging.batchId])).toMatchObject([
      {
        attempt_id: '1',
        counts,
        window_from: window.from,
        window_to: window.to,
        location_ids: null,
        published_at: null,
      },
    ]);
  });

  it('keeps the stations that the batch was limited to', async () => {
    const batchId = `batch-${nextId()}`;
    await openStaging(database.pool, { batchId, attemptId: '1', window, locationIds: [7, 8] }).commit({});
    const limit = 'select location_ids::text from staging.manifest where batch_id = $1';
    expect(await database.value(limit, [batchId])).toBe('{7,8}');
  });

  it('refuses counts that are not in the database, names them, and writes no manifest', async () => {
    const staging = open();
    await staging.copy('location_instrument', Readable.from(['1,2,x\n']));
    const error = await staging.commit({ location_instrument: 2, day: 1 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StagingCountError);
    expect(error).toMatchObject({
      retriable: false,
      mismatches: [
        { table: 'day', expected: 1, found: 0 },
        { table: 'location_instrument', expected: 2, found: 1 },
      ],
    });
    expect(String(error)).toContain('location_instrument 1 instead of 2');
    expect(await database.rows('select from staging.manifest where batch_id = $1', [staging.batchId])).toEqual([]);
  });

  it('notices a stream that was copied twice', async () => {
    const staging = open();
    const rows = await staging.copy('location_instrument', Readable.from(['1,2,x\n']));
    await staging.copy('location_instrument', Readable.from(['1,2,x\n']));
    await expect(staging.commit({ location_instrument: rows })).rejects.toBeInstanceOf(StagingCountError);
  });

  it('lets the attempt that is committed last count', async () => {
    const row = reading({ sensor_id: 1, period_end_utc: '2025-06-01T01:00:00Z' });
    const batchId = await stage(database.pool, { measurement: [row] });
    await stage(database.pool, { measurement: [row] }, { batchId, attemptId: '2' });
    expect(await database.value('select attempt_id from staging.manifest where batch_id = $1', [batchId])).toBe('2');
  });
});
