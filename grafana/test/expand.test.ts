import { describe, expect, it } from 'vitest';
import { expand } from '../src/expand.ts';

const range = { from: '2025-10-01T00:00:00Z', to: '2025-10-02T00:00:00Z' };

describe('expand', () => {
  it('writes variables as quoted lists and macros as Grafana does', () => {
    const sql = 'select $__timeFrom(), $__timeTo() where $__timeFilter(a.b) and name in (${names:sqlstring})';
    expect(expand(sql, range, { names: ["d'Arc", 'b'] })).toBe(
      `select '${range.from}', '${range.to}' where a.b BETWEEN '${range.from}' AND '${range.to}' and name in ('d''Arc','b')`,
    );
    expect(expand('${none:sqlstring}', range, { none: [] })).toBe("''");
  });

  it.each(['${other:sqlstring}', '$__timeGroup(a, 1h)', '$station'])('refuses %s', (sql) => {
    expect(() => expand(sql, range, {})).toThrow('$');
  });
});
