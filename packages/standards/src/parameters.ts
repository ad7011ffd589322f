import { blackCarbon, humidities, particleCounts, particleMasses, temperatures } from './families.ts';
import type { Source } from './source.ts';
import type { Unit } from './units.ts';

/** What is measured. */
export interface Parameter {
  /** Name in OpenAQ, e.g. `pm25`. */
  readonly name: string;
  /** Unit in which readings of it are stored and compared. */
  readonly canonicalUnit: Unit;
  /** Grams per mole; null where a mixing ratio is not turned into a mass (particles, meteorology, CO₂). */
  readonly molarMass: number | null;
}

/**
 * Source of the molar masses. Values are those usual in air-quality work and differ from the sums of the
 * standard atomic weights by less than 0.01 g/mol.
 */
export const molarMassSource: Source = {
  document: 'IUPAC standard atomic weights (CIAAW)',
  section: 'abridged table, sums over the formula',
  date: '2021',
};

const gases: Readonly<Record<string, number>> = {
  o3: 47.998,
  ozone: 47.998,
  no2: 46.0055,
  no: 30.006,
  // Reported "as NO2" by every network: the mass of NO2 stands for the mixture.
  nox: 46.0055,
  so2: 64.066,
  co: 28.01,
  nh3: 17.031,
  ch4: 16.043,
  benzene: 78.114,
  h2s: 34.08,
};

const others: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  '\u00b5g/m³': [...particleMasses, ...blackCarbon],
  // Nobody speaks of the mass of CO₂ in ambient air.
  ppm: ['co2'],
  'particles/cm³': particleCounts,
  '°C': temperatures,
  '%': humidities,
  hPa: ['pressure'],
  deg: ['wind_direction'],
  'm/s': ['wind_speed'],
};

/**
 * Every parameter we know; a reading of any other keeps its unit and is not used.
 *
 * Source: OpenAQ `/v3/parameters` (2026-06) and openaq/openaq-db `openaqdb/lookups/measurands.sql` (2026-06-17).
 */
export const parameters: readonly Parameter[] = [
  ...Object.entries(gases).map(([name, molarMass]): Parameter => ({ name, canonicalUnit: '\u00b5g/m³', molarMass })),
  ...Object.entries(others).flatMap(([unit, names]) =>
    names.map((name): Parameter => ({ name, canonicalUnit: unit as Unit, molarMass: null })),
  ),
];

const parameterByName = new Map(parameters.map((parameter) => [parameter.name, parameter]));

/** The parameter of that name in OpenAQ, or `undefined`. */
export function findParameter(name: string): Parameter | undefined {
  return parameterByName.get(name);
}
