import { UsageError } from '@airstar/app-process';
import type { StageAccounting } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { parseAccounting } from '../src/accounting.ts';
import { reconcile, ReconciliationError } from '../src/index.ts';
import { stageAccounting } from './stage-accounting.ts';

const parse = (...lines: string[]) => parseAccounting('loader publish', 'b1', lines);
const line = (overrides: Partial<StageAccounting>) => JSON.stringify(stageAccounting({ batchId: 'b1', ...overrides }));

function problemsOf(...lines: string[]): readonly string[] {
  try {
    parse(...lines);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

describe('accounting lines', () => {
  it('are taken in whatever order they come, blank lines aside', () => {
    const stages = parse(line({ stage: 'transform' }), '', ' ', line({ stage: 'extract' })).map(({ stage }) => stage);
    expect(stages).toEqual(['transform', 'extract']);
  });

  it('may be a report of the extractor, of which the accounting is kept', () => {
    const accounting = stageAccounting({ stage: 'extract', batchId: 'b1' });
    const window = { from: '2025-09-20T00:00:00Z', to: '2025-09-21T00:00:00Z' };
    expect(parse(JSON.stringify({ ...accounting, window, locationIds: [1], endOffsets: [] }))).toEqual([accounting]);
  });

  it.each([
    ['no JSON', 'hello', 'is no accounting of a stage: it does not fit'],
    ['another object', '{"batchId":"b1"}', /is no accounting of a stage: stage, read, .* does not fit/],
    ['a negative count', line({ read: -1 }), 'is no accounting of a stage: read does not fit'],
    ['another batch', line({ batchId: 'b2' }), 'is of batch b2, not b1'],
    ['the stage that is about to run', line({ stage: 'load' }), 'is of the stage load, which is about to run'],
  ])('%s is refused', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(problem)]);
  });

  it('are refused with every problem at once, one stage told twice among them', () => {
    const ingest = line({ stage: 'ingest' });
    expect(problemsOf(ingest, 'x', ingest)).toEqual([
      expect.stringContaining('"x": is no accounting'),
      expect.stringContaining('tells of the stage ingest once more'),
    ]);
  });
});

describe('the seams of a batch', () => {
  const extract = stageAccounting({ stage: 'extract', produced: 10 });
  const ingest = stageAccounting({ stage: 'ingest', read: 10, produced: 9, rejected: 1, inserted: 4, duplicate: 5 });
  const transform = stageAccounting({ stage: 'transform', read: 12, produced: 11, duplicate: 1 });

  it('agree where each stage took in what the one before handed on', () => {
    expect(() => reconcile('b1', [extract, ingest, transform])).not.toThrow();
    expect(() => reconcile('b1', [])).not.toThrow();
  });

  it('are compared only where both sides are known', () => {
    expect(() => reconcile('b1', [{ ...extract, produced: 99 }, transform])).not.toThrow();
  });

  it('may let the transform read more than the batch brought, as earlier ones are in the store too', () => {
    expect(() => reconcile('b1', [ingest, { ...transform, read: 5, produced: 5, duplicate: 0 }])).not.toThrow();
  });

  it.each([
    ['lost on the log', [{ ...extract, produced: 11 }, ingest], 'extract published 11 readings, ingest took in 10'],
    ['doubled on the log', [{ ...extract, produced: 9 }, ingest], 'extract published 9 readings, ingest took in 10'],
    [
      'lost before the transform',
      [ingest, { ...transform, read: 3, produced: 3, duplicate: 0 }],
      'ingest stored 4 new readings, transform read 3',
    ],
    [
      'lost in the transform',
      [{ ...transform, produced: 10 }],
      'transform read 12 readings and made 10 of them, 1 superseded, 0 rejected',
    ],
  ])('disagree where a reading was %s', (_, stages, problem) => {
    expect(() => reconcile('b1', stages)).toThrow(ReconciliationError);
    expect(() => reconcile('b1', stages)).toThrow(problem);
  });

  it('are named all at once', () => {
    const wrong = [{ ...extract, produced: 11 }, ingest, { ...transform, read: 3 }];
    expect(() => reconcile('b1', wrong)).toThrow(
      /^The counts of batch b1 disagree: .*; .*; .*\. Nothing was published/,
    );
  });
});
