/** The normal form of every unit we know. The µ is U+00B5 MICRO SIGN, as OpenAQ writes it. */
export type Unit =
  | '\u00b5g/m³'
  | 'mg/m³'
  | 'ng/m³'
  | 'ppm'
  | 'ppb'
  | 'pphm'
  | '°C'
  | '°F'
  | 'hPa'
  | '%'
  | 'deg'
  | 'm/s'
  | 'particles/cm³';

const MICRO_SIGN = '\u00b5';
// A keyboard's mu and a compatibility-normalised text carry this one; it looks the same and is not equal.
const GREEK_MU = '\u03bc';

const micrograms = [MICRO_SIGN, GREEK_MU, 'u'].flatMap((micro) => [
  `${micro}g/m³`,
  `${micro}g/m3`,
  `${micro}gm3`,
  `${micro}g/m^3`,
]);

/**
 * Spellings of each unit, its normal form among them. A spelling that is not here is an unknown unit: the match is
 * exact, because `Mb` is not `mb`.
 *
 * Source: units of OpenAQ's parameters (`/v3/parameters`, 2026-06; openaq/openaq-db
 * `openaqdb/lookups/measurands.sql`, 2026-06-17) and the spellings of its sources (AirNow writes `UG/M3`).
 */
export const unitSpellings: Readonly<Record<Unit, readonly string[]>> = {
  '\u00b5g/m³': [...micrograms, 'UG/M3'],
  'mg/m³': ['mg/m³', 'mg/m3', 'mg/m^3', 'MG/M3'],
  'ng/m³': ['ng/m³', 'ng/m3', 'ng/m^3'],
  // A mole fraction in micromoles per mole is parts per million by volume.
  ppm: ['ppm', 'PPM', 'ppmv', 'umol/mol', `${MICRO_SIGN}mol/mol`, `${GREEK_MU}mol/mol`],
  ppb: ['ppb', 'PPB', 'ppbv'],
  pphm: ['pphm', 'PPHM'],
  '°C': ['°C', 'c', 'C', 'deg_c', 'degC'],
  '°F': ['°F', 'f', 'F', 'deg_f', 'degF'],
  // A millibar is a hectopascal.
  hPa: ['hPa', 'hpa', 'mb', 'mbar'],
  '%': ['%'],
  deg: ['deg', '°'],
  'm/s': ['m/s'],
  'particles/cm³': ['particles/cm³', 'particles/cm3'],
};

const units = Object.keys(unitSpellings) as Unit[];
const unitBySpelling = new Map(units.flatMap((unit) => unitSpellings[unit].map((spelling) => [spelling, unit])));

/**
 * The normal form of a unit as published, or `undefined` for a spelling that is not known.
 *
 * @example
 * normaliseUnit('ug/m3'); // 'µg/m³'
 */
export function normaliseUnit(spelling: string): Unit | undefined {
  return unitBySpelling.get(spelling);
}
