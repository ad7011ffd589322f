import { blackCarbon, humidities, particleCounts, particleMasses, regulatedGases, temperatures } from './families.ts';
import type { Source } from './source.ts';

/** A number that an instrument or a provider writes where it has no value. */
export interface Sentinel {
  readonly parameterName: string;
  /** Equal to the value as published, in whatever unit. */
  readonly value: number;
  readonly source: Source;
}

const networkCodes: Source = {
  document: 'openaq/openaq-transform, flag map; openaq/openaq-api-old issue 70',
  section: 'error codes of the sources',
  date: '2026',
};
const betaGauge: Source = {
  document: 'Met One, BAM 1020 operation manual, rev. W',
  section: '8.1 Analog concentration output: full scale, put out on errors',
  date: '2016',
};

const sentinels = (source: Source, names: readonly string[], values: readonly number[]): Sentinel[] =>
  names.flatMap((parameterName) => values.map((value) => ({ parameterName, value, source })));

const ordinary = [
  ...particleMasses,
  ...regulatedGases,
  'co2',
  ...humidities,
  'pressure',
  'wind_direction',
  'wind_speed',
];

/**
 * Codes per parameter; a code counts only where the value equals it exactly. The rule behind the table: a number is
 * a code only for parameters that cannot have it in any unit they come in.
 */
export const sentinelCodes: readonly Sentinel[] = [
  ...sentinels(networkCodes, ordinary, [-99, -999, -9999, -99999, 9999]),
  // 9999 is an ordinary count, 10 mg/m³ of CO in µg/m³, and 10 µg/m³ of black carbon in ng/m³.
  ...sentinels(
    networkCodes,
    ['co', 'ch4', 'nh3', 'benzene', 'h2s', ...blackCarbon, ...particleCounts],
    [-99, -999, -9999, -99999],
  ),
  // −99 °F is a cold night at Vostok; −99 °C is out of range without being a code.
  ...sentinels(networkCodes, temperatures, [-999, -9999, -99999, 9999]),
  // Within the plausible span, hence only for what a beta gauge measures.
  ...sentinels(betaGauge, ['pm25', 'pm10'], [985]),
];
