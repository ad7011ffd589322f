import { describe, expect, it } from 'vitest';
import { recordedDataset } from '../src/index.ts';
import { ask, ends, start, type Reply } from './fixture.ts';

const data = recordedDataset();
const path = '/v3/sensors/23112/measurements';

async function get(query: string): Promise<Reply> {
  return ask(await start({ data }), `${path}?${query}`);
}

describe('the window of measurements', () => {
  it('excludes its start and includes its end, both compared with the END of a period', async () => {
    const reply = await get('datetime_from=2025-09-21T03:00:00Z&datetime_to=2025-09-21T06:00:00Z');
    expect(ends(reply)).toEqual(['2025-09-21T04:00:00Z', '2025-09-21T05:00:00Z', '2025-09-21T06:00:00Z']);
    expect(reply.measurements().results[0]?.period.datetimeFrom.utc).toBe('2025-09-21T03:00:00Z');
  });

  it.each([
    ['date only', '2025-09-20', '2025-09-21'],
    ['naive', '2025-09-20T00:00:00', '2025-09-21T00:00:00'],
    ['with an offset', '2025-09-20T00:00:00-06:00', '2025-09-21T00:00:00-06:00'],
    ['with another offset', '2025-09-20T11:45:00%2B05:45', '2025-09-21T11:45:00%2B05:45'],
    ['as epoch numbers', '1758348000', '1758434400000'],
    ['with blanks', '2025-09-20+06%3A00%3A00%2B00%3A00', '2025-09-21 06:00:00Z'],
  ])('given %s is the local day of the station', async (_title, from, to) => {
    const stamps = ends(await get(`datetime_from=${from}&datetime_to=${to}`));
    expect(stamps).toHaveLength(24);
    expect([stamps[0], stamps.at(-1)]).toEqual(['2025-09-20T07:00:00Z', '2025-09-21T06:00:00Z']);
  });

  it('may be open on either side', async () => {
    expect(ends(await get('datetime_to=2025-09-20T02:00:00Z'))).toEqual([
      '2025-09-20T01:00:00Z',
      '2025-09-20T02:00:00Z',
    ]);
    expect(ends(await get('datetime_from=2025-10-10T22:00:00Z'))).toEqual(['2025-10-10T23:00:00Z']);
  });

  it('of the wrong family is ignored without a word', async () => {
    expect((await get('limit=1000&date_from=2025-10-01&date_to=2025-10-02')).measurements().meta.found).toBe(501);
  });
});

describe('pages of measurements', () => {
  it.each([
    ['', { page: 1, limit: 100, found: '>100' }],
    ['limit=1000', { page: 1, limit: 1000, found: 501 }],
    ['limit=500', { page: 1, limit: 500, found: '>500' }],
    ['limit=500&page=2', { page: 2, limit: 500, found: 1 }],
    ['limit=501', { page: 1, limit: 501, found: '>501' }],
    ['limit=501&page=2', { page: 2, limit: 501, found: 0 }],
    ['limit=1000&page=99', { page: 99, limit: 1000, found: 0 }],
  ])('?%s', async (query, meta) => {
    expect((await get(query)).measurements().meta).toEqual({ name: 'openaq-api', website: '/', ...meta });
  });

  it('ascend by time', async () => {
    const stamps = ends(await get('limit=1000'));
    expect(stamps).toEqual(stamps.toSorted());
    expect(new Set(stamps).size).toBe(501);
  });

  it.each([
    ['a sensor nobody knows', 1],
    ['a sensor without recorded readings', 14562611],
    ['a sensor whose recorded page is empty', 22803],
  ])('of %s: 200 and no rows', async (_title, id) => {
    const reply = await ask(await start({ data }), `/v3/sensors/${id}/measurements?limit=1000`);
    expect([reply.status, reply.text]).toEqual([
      200,
      '{"meta":{"name":"openaq-api","website":"/","page":1,"limit":1000,"found":0},"results":[]}',
    ]);
  });
});
