import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { escaped } from '../src/alerts.ts';
import { read } from '../src/committed.ts';
import { dataSources, rules } from './files.ts';

const slug = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

describe('the alerts', () => {
  it('are those of the runbook, and point to their sections', () => {
    const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const [, alerts = ''] = runbook.split(/^## Alerts$/m);
    const sections = [...alerts.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
    expect(rules.map(({ title }) => title).toSorted()).toEqual(sections.toSorted());
    for (const { uid, title, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/operations.md#${slug(title)}`);
      expect(uid).toBe(slug(title));
    }
  });

  it.each(rules)('$title: asks data sources that are provisioned, and compares what it has asked for', (rule) => {
    const known = [...dataSources.map(({ uid }) => uid), '__expr__'];
    const letters = rule.data.map(({ refId }) => refId);
    expect(new Set(letters).size).toBe(letters.length);
    for (const { refId, datasourceUid, model } of rule.data) {
      expect(known).toContain(datasourceUid);
      expect(model).toMatchObject({ refId, datasource: { uid: datasourceUid } });
      const named = model.expression?.match(/\b[A-Z]\b/g) ?? [];
      expect(letters).toEqual(expect.arrayContaining(named));
    }
    expect(letters).toContain(rule.condition);
  });

  it('keep every dollar from being taken for a variable of the environment', () => {
    const dollars = read('provisioning/alerting/airstar.yaml').match(/\$+/g) ?? [];
    expect(dollars.length).toBeGreaterThan(5);
    expect(new Set(dollars)).toEqual(new Set(['$$']));
    expect(escaped({ sql: ['$__timeFilter(a)', 1], none: null })).toEqual({
      sql: ['$$__timeFilter(a)', 1],
      none: null,
    });
  });
});
