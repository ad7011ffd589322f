import { describe, expect, test } from 'vitest';
import { assertReconciles, type Accounting } from '../src/scenarios/accounting.ts';

describe('assertReconciles', () => {
  const none = {
    batchId: 'b',
    read: 0,
    produced: 0,
    rejected: 0,
    duplicate: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    requests: 0,
  };
  const stages = (more: Partial<Record<'extract' | 'ingest' | 'transform' | 'load', Partial<Accounting>>> = {}) => ({
    extract: { ...none, produced: 9, ...more.extract },
    ingest: { ...none, inserted: 6, duplicate: 2, rejected: 1, ...more.ingest },
    transform: { ...none, produced: 8, ...more.transform },
    load: { ...none, inserted: 7, unchanged: 1, ...more.load },
  });

  test('is content where nothing vanished', () => expect(() => assertReconciles(stages())).not.toThrow());

  test.each([
    ['nothing extracted', { extract: { produced: 0 }, ingest: { inserted: 0, duplicate: 0, rejected: 0 } }],
    ['a reading lost before the raw store', { ingest: { inserted: 5 } }],
    ['a reading lost before the star', { load: { inserted: 6 } }],
  ])('refuses %s', (_, more) => expect(() => assertReconciles(stages(more))).toThrow());
});
