import { completeness } from './completeness.ts';
import { conversionFactor, isMeasuredIn, isSameQuantity, whoReferenceTemperature } from './conversions.ts';
import { flags } from './flags.ts';
import { parameters, type Parameter } from './parameters.ts';
import { ranges } from './ranges.ts';
import { sentinelCodes } from './sentinels.ts';
import { unitSpellings, type Unit } from './units.ts';

/** A table of the standards as the SQL transform reads it. */
export interface ReferenceTable {
  readonly name: string;
  /** Columns in order, with type names that Spark SQL and DuckDB share. */
  readonly columns: Readonly<Record<string, 'STRING' | 'DOUBLE' | 'INT'>>;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

const units = Object.keys(unitSpellings) as Unit[];

/** One row per parameter and unit: to the canonical unit, or to itself where no factor leads there (°F). */
function conversionRow({ name, canonicalUnit }: Parameter, unit: Unit): ReferenceTable['rows'][number] {
  const factor = conversionFactor(name, unit, canonicalUnit);
  return {
    parameter_name: name,
    unit_from: unit,
    unit_to: factor === undefined ? unit : canonicalUnit,
    factor: factor ?? 1,
    reference_temp_c: isSameQuantity(unit, canonicalUnit) || factor === undefined ? null : whoReferenceTemperature,
  };
}

/**
 * The standards as flat tables, for an engine to load before it runs `spark/sql`. Names, columns and order are the
 * contract with those files.
 *
 * `ref_unit_conversion.reference_temp_c` is null where no temperature entered: a mass published as a mass carries
 * the temperature of its source, which OpenAQ does not tell.
 */
export const referenceTables: readonly ReferenceTable[] = [
  {
    name: 'ref_unit_alias',
    columns: { unit_original: 'STRING', unit: 'STRING' },
    rows: units.flatMap((unit) => unitSpellings[unit].map((spelling) => ({ unit_original: spelling, unit }))),
  },
  {
    name: 'ref_unit_conversion',
    columns: {
      parameter_name: 'STRING',
      unit_from: 'STRING',
      unit_to: 'STRING',
      factor: 'DOUBLE',
      reference_temp_c: 'DOUBLE',
    },
    rows: parameters.flatMap((parameter) =>
      units.filter((unit) => isMeasuredIn(parameter, unit)).map((unit) => conversionRow(parameter, unit)),
    ),
  },
  {
    name: 'ref_parameter',
    columns: { parameter_name: 'STRING', canonical_unit: 'STRING', molar_mass: 'DOUBLE' },
    rows: parameters.map(({ name, canonicalUnit, molarMass }) => ({
      parameter_name: name,
      canonical_unit: canonicalUnit,
      molar_mass: molarMass,
    })),
  },
  {
    name: 'ref_parameter_range',
    columns: {
      parameter_name: 'STRING',
      unit: 'STRING',
      lower_limit: 'DOUBLE',
      upper_limit: 'DOUBLE',
      noise_floor: 'DOUBLE',
    },
    rows: ranges.map(({ parameterName, unit, lower, upper, noiseFloor }) => ({
      parameter_name: parameterName,
      unit,
      lower_limit: lower,
      upper_limit: upper,
      noise_floor: noiseFloor,
    })),
  },
  {
    name: 'ref_sentinel',
    columns: { parameter_name: 'STRING', value: 'DOUBLE' },
    rows: sentinelCodes.map(({ parameterName, value }) => ({ parameter_name: parameterName, value })),
  },
  {
    name: 'ref_flag',
    columns: { bit: 'INT', code: 'STRING', description: 'STRING' },
    rows: flags.map(({ bit, code, description }) => ({ bit, code, description })),
  },
  {
    name: 'ref_completeness',
    columns: { threshold_percent: 'DOUBLE' },
    rows: [{ threshold_percent: completeness.thresholdPercent }],
  },
];
