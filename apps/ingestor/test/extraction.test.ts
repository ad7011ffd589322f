import { UsageError } from '@airstar/app-process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExtractions } from '../src/extraction.ts';
import { report } from './pipeline.ts';

const at = (partition: number, offset: number, topic = 'readings') => ({ topic, partition, offset });
const parse = (...reports: readonly object[]) =>
  parseExtractions(
    'drain',
    reports.map((each) => JSON.stringify(each)),
  );

describe('the reports of a batch', () => {
  it('add up their counts and take the highest offset of each partition', () => {
    const tasks = [report('b', 5, [at(0, 7), at(1, 3)]), report('b', 4, [at(0, 6), at(1, 9), at(0, 2, 'stations')])];
    expect(parse(...tasks)).toEqual({
      batchId: 'b',
      published: 9,
      endOffsets: [at(0, 7), at(1, 9), at(0, 2, 'stations')],
    });
  });

  it('come out the same in whatever order tasks end', () => {
    const offsets = fc.array(fc.record({ partition: fc.nat(3), offset: fc.nat(9) }), { maxLength: 6 });
    const tasks = fc.array(fc.record({ produced: fc.nat(99), offsets }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tasks, (given) => {
        const reports = given.map((task) =>
          report(
            'b',
            task.produced,
            task.offsets.map(({ partition, offset }) => at(partition, offset)),
          ),
        );
        const [forth, back] = [parse(...reports), parse(...reports.toReversed())];
        expect(back.published).toBe(forth.published);
        expect(new Set(back.endOffsets)).toEqual(new Set(forth.endOffsets));
        for (const task of reports) {
          for (const { partition, offset } of task.endOffsets) {
            const highest = forth.endOffsets.find((position) => position.partition === partition);
            expect(highest?.offset).toBeGreaterThanOrEqual(offset);
          }
        }
      }),
    );
  });

  it('of different batches are refused, with their names', () => {
    expect(() => parse(report('monday', 1, []), report('tuesday', 1, []))).toThrow(
      'the reports are of several batches: monday, tuesday',
    );
  });

  it.each([
    ['no JSON', 'nonsense', '"nonsense" is no report of an extraction: it does not fit'],
    ['of another stage', JSON.stringify({ ...report('b', 1, []), stage: 'ingest' }), 'stage does not fit'],
    ['without offsets', JSON.stringify({ ...report('b', 1, []), endOffsets: undefined }), 'endOffsets does not fit'],
    ['nothing', ' ', 'there is no report'],
  ])('that are %s are refused', (_, line, problem) => {
    expect(() => parseExtractions('drain', [line])).toThrow(UsageError);
    expect(() => parseExtractions('drain', [line])).toThrow(problem);
  });

  it('are all told of at once', () => {
    expect(() => parseExtractions('drain', ['one', JSON.stringify(report('b', 1, [])), 'two'])).toThrow(
      /2 problems\n.*"one".*\n.*"two"/,
    );
  });
});
