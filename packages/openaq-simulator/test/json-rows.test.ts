import { describe, expect, it } from 'vitest';
import { jsonRows } from '../scripts/json-rows.ts';

describe('cutting a page into rows', () => {
  it.each([
    ['{"results": []}', []],
    ['{"meta": {"found": 1}, "results": [{"a": 100.0}]}', ['{"a": 100.0}']],
    ['{"results": [{"a": {"b": [1, {}]}}, {"c": 1e-05},{}]}', ['{"a": {"b": [1, {}]}}', '{"c": 1e-05}', '{}']],
    [String.raw`{"results": [{"a": "}{ \"} \\"}, {"b": "]"}]}`, [String.raw`{"a": "}{ \"} \\"}`, '{"b": "]"}']],
  ])('%s', (page, rows) => {
    expect(jsonRows(page)).toEqual(rows);
  });

  it('says where a cut-off object began', () => {
    expect(() => jsonRows('{"results": [{"a": 1')).toThrow('The object at 13 does not end.');
  });
});
