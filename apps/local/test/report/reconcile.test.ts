import type { StageAccounting } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowOf } from '../../src/report/flow-graph.ts';
import { reconcile } from '../../src/report/reconcile.ts';
import { accountingOf } from './recorded.ts';

type Changes = Partial<Record<StageAccounting['stage'], Partial<StageAccounting>>>;

function accounting(readings: number, changes: Changes = {}): StageAccounting[] {
  return accountingOf(readings).map((stage) => ({ ...stage, ...changes[stage.stage] }));
}

describe('reconcile', () => {
  test('states that what was published is stored and is in the warehouse', () => {
    expect(reconcile(accounting(9061), 9061)).toMatchObject({
      agrees: true,
      headline: { statement: '9,061 published = 9,061 stored = 9,061 in fact_measurement', agrees: true },
    });
  });

  test('counts a second run of the same window as stored: it was known', () => {
    const again = accounting(9061, {
      ingest: { inserted: 0, duplicate: 9061 },
      load: { inserted: 0, unchanged: 9061 },
    });
    expect(reconcile(again, 9061)).toMatchObject({
      agrees: true,
      headline: { statement: '9,061 published = 9,061 stored = 9,061 in fact_measurement' },
    });
  });

  test('names rejected and superseded readings instead of losing them', () => {
    const run = accounting(100, {
      ingest: { inserted: 98, rejected: 2 },
      transform: { read: 98, produced: 95, duplicate: 3 },
      load: { inserted: 95 },
    });
    expect(reconcile(run, 95)).toMatchObject({
      agrees: true,
      headline: { statement: '100 published = 98 stored + 2 rejected = 95 in fact_measurement + 3 superseded' },
    });
  });

  test('accepts readings of earlier runs in the same window', () => {
    expect(reconcile(accounting(100), 250).headline).toEqual({
      statement: '100 published = 100 stored are among 250 in fact_measurement',
      agrees: true,
    });
  });

  test('disagrees when a reading is missing from the warehouse', () => {
    const { headline, agrees } = reconcile(accounting(100), 99);
    expect(agrees).toBe(false);
    expect(headline).toEqual({ statement: '100 published = 100 stored ≠ 99 in fact_measurement', agrees: false });
  });

  test('disagrees at the seam where readings went missing, and there only', () => {
    const { seams, agrees } = reconcile(accounting(100, { ingest: { inserted: 60, duplicate: 30 } }), null);
    expect(agrees).toBe(false);
    expect(seams.filter((seam) => !seam.agrees).map((seam) => seam.statement)).toEqual([
      '100 published ≠ 60 stored as new + 30 known already',
    ]);
  });

  test('takes the counts of the load where nobody counted the table', () => {
    expect(reconcile(accounting(7), null).headline?.statement).toContain('7 in fact_measurement');
  });

  test('says nothing about stages that did not run', () => {
    expect(reconcile([], null)).toEqual({ headline: null, seams: [], agrees: true });
    expect(reconcile(accounting(5).slice(0, 1), null)).toMatchObject({ headline: null, agrees: true });
  });
});

describe('flowOf', () => {
  const nodeValues = (stages: readonly StageAccounting[]) =>
    Object.fromEntries(flowOf(stages).nodes.map(({ name, value }) => [name, value]));

  test('keeps the ways that nothing took, so that their zeros are seen', () => {
    expect(nodeValues(accounting(10))).toMatchObject({
      Rejected: 0,
      Superseded: 0,
      'Facts updated': 0,
      'Facts inserted': 10,
    });
  });

  test('shows readings of earlier runs that the transform read again', () => {
    const run = accounting(10, { transform: { read: 24, produced: 24 }, load: { inserted: 10, unchanged: 14 } });
    expect(nodeValues(run)).toMatchObject({ 'From earlier runs': 14, 'In the raw store': 24, 'Facts unchanged': 14 });
  });

  test('shows what is missing as a branch of its own, in the colour of alarm', () => {
    const run = accounting(10, { load: { inserted: 7 } });
    expect(flowOf(run).nodes).toContainEqual({ name: 'Missing in the facts', value: 3, colour: 'alert' });
  });

  test('has nothing to draw without a run', () => {
    expect(flowOf([])).toEqual({ nodes: [], links: [] });
  });

  test('loses no reading between two stages that agree', () => {
    const count = fc.nat(1000);
    fc.assert(
      fc.property(count, count, count, count, (inserted, duplicate, rejected, superseded) => {
        const stored = inserted + duplicate;
        const kept = stored - Math.min(superseded, stored);
        const run = accounting(stored + rejected, {
          ingest: { inserted, duplicate, rejected },
          transform: { read: stored, produced: kept, duplicate: stored - kept },
          load: { inserted: kept },
        });
        const { links, nodes } = flowOf(run);
        for (const { name } of nodes) {
          const arrived = links.filter((link) => link.to === name).reduce((sum, link) => sum + link.value, 0);
          const left = links.filter((link) => link.from === name).reduce((sum, link) => sum + link.value, 0);
          if (arrived > 0 && left > 0) expect(left).toBe(arrived);
          expect(name).not.toContain('Missing');
        }
        expect(reconcile(run, kept).agrees).toBe(true);
      }),
    );
  });
});
