import { expect, test } from 'vitest';
import { flags, parameters, referenceTables } from '../src/index.ts';

const table = (name: string) => referenceTables.find((one) => one.name === name)!;
const keysOf = (name: string, ...columns: string[]) =>
  table(name).rows.map((row) => JSON.stringify(columns.map((column) => row[column])));

test('the tables and columns are those that the SQL reads', () => {
  expect(
    Object.fromEntries(referenceTables.map(({ name, columns }) => [name, Object.keys(columns).join(' ')])),
  ).toEqual({
    ref_unit_alias: 'unit_original unit',
    ref_unit_conversion: 'parameter_name unit_from unit_to factor reference_temp_c',
    ref_parameter: 'parameter_name canonical_unit molar_mass',
    ref_parameter_range: 'parameter_name unit lower_limit upper_limit noise_floor',
    ref_sentinel: 'parameter_name value',
    ref_flag: 'bit code description',
    ref_completeness: 'threshold_percent',
  });
});

test('each row has the columns of its table and values of their types', () => {
  const typeOf = { STRING: 'string', DOUBLE: 'number', INT: 'number' };
  for (const { columns, rows } of referenceTables) {
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(Object.keys(columns));
      for (const [column, type] of Object.entries(columns)) {
        expect([typeOf[type], 'object']).toContain(typeof row[column]);
      }
    }
  }
});

test.each([
  ['ref_unit_alias', ['unit_original']],
  ['ref_unit_conversion', ['parameter_name', 'unit_from']],
  ['ref_parameter', ['parameter_name']],
  ['ref_parameter_range', ['parameter_name', 'unit']],
  ['ref_sentinel', ['parameter_name', 'value']],
  ['ref_flag', ['bit']],
])('%s has one row per %j, so that a join doubles no reading', (name, columns) => {
  const keys = keysOf(name, ...columns);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a temperature of reference stands where one entered the factor, and nowhere else', () => {
  const rows = table('ref_unit_conversion').rows;
  const of = (name: string, unit: string) =>
    rows.find((row) => row['parameter_name'] === name && row['unit_from'] === unit);
  expect(of('o3', 'ppm')).toMatchObject({ unit_to: '\u00b5g/m³', reference_temp_c: 25 });
  expect(of('o3', '\u00b5g/m³')).toMatchObject({ unit_to: '\u00b5g/m³', factor: 1, reference_temp_c: null });
  expect(of('co', 'mg/m³')).toMatchObject({ unit_to: '\u00b5g/m³', factor: 1000, reference_temp_c: null });
  expect(of('pm25', '\u00b5g/m³')).toMatchObject({ factor: 1, reference_temp_c: null });
  expect(of('temperature', '°F')).toMatchObject({ unit_to: '°F', factor: 1, reference_temp_c: null });
  expect(of('pm25', 'ppm')).toBeUndefined();
});

test('every parameter has its canonical unit among its conversions', () => {
  const keys = new Set(keysOf('ref_unit_conversion', 'parameter_name', 'unit_from', 'factor'));
  for (const { name, canonicalUnit } of parameters) {
    expect(keys.has(JSON.stringify([name, canonicalUnit, 1]))).toBe(true);
  }
});

test('the bits of flags are stored: these never change', () => {
  expect(flags.map(({ bit, code }) => `${bit} ${code}`)).toEqual([
    '1 MISSING',
    '2 SENTINEL',
    '4 NEGATIVE_SMALL',
    '8 NEGATIVE',
    '16 RANGE',
    '32 SOURCE_FLAGGED',
    '64 UNIT_UNKNOWN',
  ]);
});
