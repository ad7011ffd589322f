import { describe, expect, it } from 'vitest';
import { recordedDataset } from '../src/index.ts';
import type { FieldError } from '../src/query/rejection.ts';
import { ask, start } from './fixture.ts';

const data = recordedDataset();
const locations = '/v3/locations';
const measurements = '/v3/sensors/23112/measurements';
const boxPattern = String.raw`-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*,-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*`;
const unreadable = 'Input should be a valid integer, unable to parse string as an integer';

async function refusal(path: string): Promise<{ status: number; type: string | null; text: string }> {
  const { status, headers, text } = await ask(await start({ data }), path);
  return { status, type: headers.get('content-type'), text };
}

describe('values out of range: 422 with a list of objects', () => {
  it.each([
    [
      `${locations}?limit=1001`,
      '{"detail":[{"type":"less_than_equal","loc":["query","limit"],"msg":"Input should be less than or equal to 1000","input":1001,"ctx":{"le":1000},"url":"https://errors.pydantic.dev/2.13/v/less_than_equal"}]}',
    ],
    [
      `${measurements}?limit=0`,
      '{"detail":[{"type":"greater_than","loc":["query","limit"],"msg":"Input should be greater than 0","input":0,"ctx":{"gt":0},"url":"https://errors.pydantic.dev/2.13/v/greater_than"}]}',
    ],
    [
      `${locations}/0`,
      '{"detail":[{"type":"greater_than_equal","loc":["query","locations_id"],"msg":"Input should be greater than or equal to 1","input":0,"ctx":{"ge":1},"url":"https://errors.pydantic.dev/2.13/v/greater_than_equal"}]}',
    ],
  ])('%s', async (path, text) => {
    expect(await refusal(path)).toEqual({ status: 422, type: 'application/json', text });
  });

  it('names everything that is wrong', async () => {
    const { text } = await refusal(`${locations}?limit=-1&page=0&bbox=a,b,c,d`);
    const { detail } = JSON.parse(text) as { detail: FieldError[] };
    expect(detail.map((error) => [error.loc[1], error.type, error.input])).toEqual([
      ['limit', 'greater_than', -1],
      ['page', 'greater_than', 0],
      ['bbox', 'string_pattern_mismatch', 'a,b,c,d'],
    ]);
    expect(detail[2]?.ctx).toEqual({ pattern: boxPattern });
    expect(detail[2]?.msg).toBe(`String should match pattern '${boxPattern}'`);
  });

  it.each([`${locations}/-3/sensors`, '/v3/sensors/0', '/v3/sensors/0/measurements', `${locations}?bbox=1,2,3`])(
    '%s',
    async (path) => {
      expect(await refusal(path)).toMatchObject({ status: 422, text: expect.stringMatching(/^{"detail":\[{"type":/) });
    },
  );
});

describe('values of the wrong type: 422 with a JSON string of Python text', () => {
  it.each([
    [
      `${locations}/abc`,
      `[{'type': 'int_parsing', 'loc': ('path', 'locations_id'), 'msg': '${unreadable}', 'input': 'abc'}]`,
    ],
    [
      '/v3/sensors/1.5',
      `[{'type': 'int_parsing', 'loc': ('path', 'sensors_id'), 'msg': '${unreadable}', 'input': '1.5'}]`,
    ],
    [
      `${locations}?countries_id=x,157,`,
      `[{'type': 'int_parsing', 'loc': ('query', 'countries_id', 0), 'msg': '${unreadable}', 'input': 'x'}, {'type': 'int_parsing', 'loc': ('query', 'countries_id', 2), 'msg': '${unreadable}', 'input': ''}]`,
    ],
    [
      `${locations}?limit=2.5`,
      `[{'type': 'int_parsing', 'loc': ('query', 'limit'), 'msg': '${unreadable}', 'input': '2.5'}]`,
    ],
    [
      `${locations}?order_by=ID`,
      `[{'type': 'enum', 'loc': ('query', 'order_by'), 'msg': "Input should be 'id'", 'input': 'ID', 'ctx': {'expected': "'id'"}}]`,
    ],
    [
      `${locations}?sort_order=DESC`,
      `[{'type': 'enum', 'loc': ('query', 'sort_order'), 'msg': "Input should be 'asc' or 'desc'", 'input': 'DESC', 'ctx': {'expected': "'asc' or 'desc'"}}]`,
    ],
    [
      `${locations}?mobile=perhaps`,
      "[{'type': 'bool_parsing', 'loc': ('query', 'mobile'), 'msg': 'Input should be a valid boolean, unable to interpret input', 'input': 'perhaps'}]",
    ],
    [
      `${locations}?coordinates=1,1&radius=25001`,
      "[{'type': 'less_than_equal', 'loc': ('query', 'radius'), 'msg': 'Input should be less than or equal to 25000', 'input': '25001', 'ctx': {'le': 25000}}]",
    ],
    [
      `${locations}?coordinates=1,1&radius=0`,
      "[{'type': 'greater_than', 'loc': ('query', 'radius'), 'msg': 'Input should be greater than 0', 'input': '0', 'ctx': {'gt': 0}}]",
    ],
    [
      `${measurements}?datetime_from=NA`,
      "[{'type': 'datetime_from_date_parsing', 'loc': ('query', 'datetime_from', 'datetime'), 'msg': 'Input should be a valid datetime or date, input is too short', 'input': 'NA', 'ctx': {'error': 'input is too short'}}, {'type': 'date_from_datetime_parsing', 'loc': ('query', 'datetime_from', 'date'), 'msg': 'Input should be a valid date or datetime, input is too short', 'input': 'NA', 'ctx': {'error': 'input is too short'}}]",
    ],
  ])('%s', async (path, python) => {
    expect(await refusal(path)).toEqual({ status: 422, type: 'application/json', text: JSON.stringify(python) });
  });

  it('come before ranges, as the server looks at types first', async () => {
    const { text } = await refusal(`${locations}?limit=1001&monitor=2`);
    expect(JSON.parse(text)).toMatch(/^\[{'type': 'bool_parsing'/);
  });
});

describe('a range that does not run forward: 422 with a sentence', () => {
  it.each([
    ['2023-03-06', '2023-03-05', '2023-03-06 00:00:00 - 2023-03-05 00:00:00'],
    ['2023-03-06', '2023-03-06', '2023-03-06 00:00:00 - 2023-03-06 00:00:00'],
    ['2023-03-06T01:00:00Z', '2023-03-06T01:00:00Z', '2023-03-06 01:00:00+00:00 - 2023-03-06 01:00:00+00:00'],
    [
      '2023-03-06T01:00:00.25-06:00',
      '2023-03-06T12:45:00+05:45',
      '2023-03-06 01:00:00.250000-06:00 - 2023-03-06 12:45:00+05:45',
    ],
  ])('%s to %s', async (from, to, given) => {
    const path = `${measurements}?datetime_from=${encodeURIComponent(from)}&datetime_to=${encodeURIComponent(to)}`;
    expect(await refusal(path)).toEqual({
      status: 422,
      type: 'application/json',
      text: `"Date/time from must be older than the date/time to. User passed ${given}"`,
    });
  });
});

describe('what the server fails on: 500 as text', () => {
  it.each([
    [`${locations}?bbox=2,1,1,2`],
    [`${locations}?bbox=1,2,2,1`],
    [`${locations}?bbox=-181,0,0,1`],
    [`${locations}?bbox=0,0,1,91`],
    [`${locations}?bbox=0,0,1,1,1`],
    [`${locations}?coordinates=91,0&radius=10`],
    [`${locations}?coordinates=0,181&radius=10`],
    [`${locations}?coordinates=a,b&radius=10`],
    [`${locations}?coordinates=1,&radius=10`],
    [`${locations}?coordinates=1&radius=10`],
    [`${locations}?coordinates=1,1,1&radius=10`],
    [`${locations}?coordinates=1,1`],
    [`${locations}?radius=10`],
    [`${locations}?coordinates=1,1&radius=10&bbox=0,0,1,1`],
    [`${locations}?bbox=0,0,1,1&radius=10`],
    [`${locations}?iso=MX&countries_id=157`],
    [`${locations}?iso=MX&countries_id=157&limit=1001`],
    [`${locations}?countries_id=2147483648`],
    [`${locations}?page=100000000000000000000`],
    [`${locations}/2147483648`],
    [`${locations}/2147483648/sensors`],
    ['/v3/sensors/2147483648'],
    ['/v3/sensors/2147483648/measurements'],
    [`${measurements}?datetime_from=2025-09-20&datetime_to=2025-09-21T00:00:00Z`],
    [`${measurements}?datetime_from=2025-09-20T00:00:00Z&datetime_to=2025-09-21T00:00:00`],
  ])('%s', async (path) => {
    expect(await refusal(path)).toEqual({
      status: 500,
      type: 'text/plain; charset=utf-8',
      text: 'Internal Server Error',
    });
  });
});

describe('what is accepted though it looks wrong', () => {
  it.each([
    `${locations}?limit=2.0`,
    `${locations}?limit=5&limit=2`,
    `${locations}?countries_id=-1`,
    `${locations}?countries_id=0`,
    `${locations}?countries_id=%20157%20,%209`,
    `${locations}?iso=usa`,
    `${locations}?bbox=1,1,1,1`,
    `${locations}?unknown=1`,
    `${locations}?mobile=OFF&monitor=Yes`,
    `${locations}/2147483647/sensors`,
  ])('%s', async (path) => {
    expect((await refusal(path)).status).toBe(200);
  });

  it('is the last of two limits', async () => {
    const reply = await ask(await start({ data }), `${locations}?limit=5&limit=2.0`);
    expect(reply.locations().meta).toMatchObject({ limit: 2, found: '>2' });
  });
});
