import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBatchId, parseExtractOptions, type ExtractDefaults } from '../src/options.ts';
import { UsageError } from '@airstar/app-process';

const recorded: ExtractDefaults = { window: { from: 0, to: 1000 }, locationIds: [7855] };
const live: ExtractDefaults = { window: { from: 0, to: 1000 }, locationIds: undefined };

const problemsOf = (raw: Parameters<typeof parseExtractOptions>[1], defaults = recorded): readonly string[] => {
  try {
    parseExtractOptions('airstar run', raw, defaults);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
};

describe('what to extract', () => {
  test('without options the defaults of the source are run', () => {
    expect(parseExtractOptions('airstar run', {}, recorded)).toEqual({
      window: recorded.window,
      selection: { locationIds: [7855] },
    });
  });

  test('a bare date is midnight UTC, an offset is honoured', () => {
    const { window } = parseExtractOptions(
      'airstar run',
      { from: '2025-09-20', to: '2025-09-20T06:00:00-06:00' },
      recorded,
    );
    expect(window).toEqual({ from: Date.UTC(2025, 8, 20), to: Date.UTC(2025, 8, 20, 12) });
  });

  test.each(['yesterday', '2025-09-20T06:00:00', '2025-13-40', '20250920', ''])('%j is no instant', (from) => {
    expect(problemsOf({ from, to: '2026-01-01' })).toEqual([expect.stringContaining(`--from "${from}"`)]);
  });

  test('an empty and a reversed window are refused', () => {
    expect(problemsOf({ from: '2025-09-20', to: '2025-09-20' })).toHaveLength(1);
    expect(problemsOf({ from: '2025-09-21', to: '2025-09-20' })[0]).toMatch(/must be before --to 2025-09-20T00:00:00/);
  });

  test('every window keeps its instants', () => {
    const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        fc.pre(a < b);
        const { window } = parseExtractOptions('airstar run', { from: a.toISOString(), to: b.toISOString() }, recorded);
        expect(window).toEqual({ from: a.getTime(), to: b.getTime() });
      }),
    );
  });

  test('stations are given once each', () => {
    expect(parseExtractOptions('airstar run', { locations: '7855, 7982,7855' }, live).selection).toEqual({
      locationIds: [7855, 7982],
    });
  });

  test('a box is longitude first', () => {
    expect(parseExtractOptions('airstar run', { bbox: '-103.46,20.52,-103.25,20.73' }, live).selection).toEqual({
      bbox: [-103.46, 20.52, -103.25, 20.73],
    });
    expect(problemsOf({ bbox: '20.52,-103.46,20.73,-103.25' })).toHaveLength(1);
  });

  test('a country is a code of two capitals', () => {
    expect(parseExtractOptions('airstar run', { country: 'MX' }, live).selection).toEqual({ country: 'MX' });
    expect(problemsOf({ country: 'mx' })).toEqual([expect.stringContaining('--country "mx"')]);
    expect(problemsOf({ country: 'MX', bbox: '1,2,3,4' })).toEqual([
      '--bbox and --country exclude each other: give one of them',
    ]);
  });

  test('the live API has no default stations', () => {
    expect(problemsOf({}, live)).toEqual([expect.stringContaining('--locations, --bbox or --country is needed')]);
  });

  test('all problems come in one message', () => {
    expect(problemsOf({ from: 'x', to: 'y', locations: '0,abc' })).toHaveLength(3);
    expect(problemsOf({ from: 'x', locations: '1', bbox: '1,2,3,4' })).toHaveLength(2);
  });
});

describe('the id of a batch', () => {
  test.each(['b1', '2025-09-20', 'scheduled__2025-09-20T00:00:00+00:00', 'local-20250920T000000Z-17', 'x'.repeat(200)])(
    'may be %j',
    (batchId) => {
      expect(parseBatchId('extractor window', batchId)).toBe(batchId);
    },
  );

  test.each([undefined, '', ' b', 'a/b', '-b', 'b\n', 'ü', 'x'.repeat(201)])('may not be %j', (batchId) => {
    expect(() => parseBatchId('extractor window', batchId)).toThrow(UsageError);
  });
});
