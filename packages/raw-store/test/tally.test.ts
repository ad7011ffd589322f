import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IngestCounter } from '../src/index.ts';
import { distinctVersions, tally } from '../src/tally.ts';
import { batchOf, measurement, numbered } from './contract/documents.ts';

const documents = fc.array(
  fc.record({ hour: fc.nat({ max: 3 }), seenAt: fc.nat({ max: 9 }) }).map((choice) => measurement(choice)),
);

describe('distinctVersions', () => {
  it('gives the same versions however the documents are cut in two', () => {
    fc.assert(
      fc.property(documents, fc.nat({ max: 20 }), (all, cut) => {
        const parts = [numbered(all.slice(0, cut)), numbered(all.slice(cut), cut)];
        expect(distinctVersions(parts.flatMap(distinctVersions))).toEqual(distinctVersions(numbered(all)));
      }),
    );
  });
});

describe('tally', () => {
  const counter: IngestCounter = {
    batchId: 'batch-1',
    topic: 'readings',
    partition: 0,
    nextOffset: 5,
    inserted: 3,
    duplicate: 1,
    rejected: 1,
  };

  it('adds to the counters that there are and leaves those alone that nothing is new to', () => {
    const batch = batchOf({
      measurements: [...numbered([measurement()], 4), ...numbered([measurement()], 5, 'batch-2')],
      rejected: [{ offset: 3, batchId: 'batch-1' }],
    });
    expect(tally(batch, new Set([4]), new Map([['batch-1', counter]]))).toEqual({
      counters: [{ ...counter, batchId: 'batch-2', nextOffset: 6, inserted: 0, duplicate: 1, rejected: 0 }],
      inserted: 0,
      duplicate: 1,
    });
  });

  it('calls a message a duplicate that brought no version', () => {
    const batch = batchOf({ measurements: numbered([measurement()], 5) });
    expect(tally(batch, new Set(), new Map([['batch-1', counter]]))).toEqual({
      counters: [{ ...counter, nextOffset: 6, duplicate: 2 }],
      inserted: 0,
      duplicate: 1,
    });
  });
});
