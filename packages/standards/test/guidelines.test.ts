import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { completeness, conversionFactor, findParameter, whoGuidelines } from '../src/index.ts';

// Copied from the printed tables once more, by hand: pollutant, averaging, unit, level, interim targets.
const printed = `
pm25 24 h µg/m³ 15 75 50 37.5 25
pm10 24 h µg/m³ 45 150 100 75 50
o3 8 h µg/m³ 100 160 120
no2 24 h µg/m³ 25 120 50
so2 24 h µg/m³ 40 125 50
co 24 h mg/m³ 4 7
co 8 h mg/m³ 10`;

const asPrinted = whoGuidelines
  .map((row) => [row.parameterName, row.averaging, row.unit, row.value, ...row.interimTargets].join(' '))
  .join('\n');

test('the levels are those that WHO printed', () => {
  expect(asPrinted).toBe(printed.trim());
});

test('the table has the checksum it had when it was last compared with the publication', () => {
  expect(createHash('sha256').update(asPrinted).digest('hex').slice(0, 16)).toBe('e9fc5ebdd5895916');
});

test('interim targets come down to the level', () => {
  for (const { interimTargets, value } of whoGuidelines) {
    const steps = [...interimTargets, value];
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
  }
});

test('every level can be stated in the canonical unit of its parameter', () => {
  for (const { parameterName, unit } of whoGuidelines) {
    const canonical = findParameter(parameterName)?.canonicalUnit;
    expect(canonical && conversionFactor(parameterName, unit, canonical)).toBeGreaterThan(0);
  }
});

test('every level names document, table and date', () => {
  for (const { source, effectiveDate } of whoGuidelines) {
    expect(source).toEqual({
      document: expect.stringContaining('WHO'),
      section: expect.stringContaining('Table 0.'),
      date: '2021-09-22',
    });
    expect(effectiveDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

test('three quarters make a mean valid', () => {
  expect(completeness.thresholdPercent).toBe(75);
  expect(completeness.sources.map(({ document }) => document)).toContain('Directive 2008/50/EC');
});
