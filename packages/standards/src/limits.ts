import { blackCarbon, humidities, temperatures } from './families.ts';
import type { Source } from './source.ts';
import type { Unit } from './units.ts';

/** The span outside which OpenAQ holds a reading to be impossible. */
export interface Limit {
  readonly parameterName: string;
  readonly unit: Unit;
  readonly lower: number;
  readonly upper: number;
}

/** Source of {@link openaqLimits}. Since spring 2026 OpenAQ publishes null for what lies outside; older values remain. */
export const openaqLimitSource: Source = {
  document: 'openaq/openaq-db at 85d6ba6',
  section: 'openaqdb/lookups/measurands.sql',
  date: '2026-06-17',
};

const limits = (names: readonly string[], unit: Unit, lower: number, upper: number): Limit[] =>
  names.map((parameterName) => ({ parameterName, unit, lower, upper }));

const micrograms: Unit = '\u00b5g/m³';

/**
 * OpenAQ's limits per parameter and unit. Names that are another spelling (`ozone`, `rh`, `ambient_temp`,
 * `pm25-old`) and black carbon at one wavelength take the limits of their parent.
 */
export const openaqLimits: readonly Limit[] = [
  ...limits(['pm1', 'pm25', 'pm25-old', 'pm4'], micrograms, 0, 1000),
  ...limits(['pm10', 'pm100'], micrograms, 0, 1500),
  ...limits(['co'], 'ppm', 0, 100),
  ...limits(['co'], 'ppb', 0, 100_000),
  ...limits(['co'], micrograms, 0, 100_000),
  ...limits(['no2', 'no', 'o3', 'ozone'], 'ppm', 0, 0.5),
  ...limits(['no2', 'no', 'o3', 'ozone'], 'ppb', 0, 500),
  ...limits(['no2', 'no', 'o3', 'ozone'], micrograms, 0, 500),
  ...limits(['so2'], 'ppm', 0, 2),
  ...limits(['so2'], 'ppb', 0, 2000),
  ...limits(['so2'], micrograms, 0, 2000),
  // The three spans of NOx do not agree with each other; they are OpenAQ's.
  ...limits(['nox'], 'ppm', 0, 10),
  ...limits(['nox'], 'ppb', 0, 5000),
  ...limits(['nox'], micrograms, 0, 1000),
  ...limits(['co2'], 'ppm', 0, 5000),
  ...limits(['ch4'], 'ppm', 0, 10),
  ...limits(blackCarbon, micrograms, 0, 200),
  ...limits(temperatures, '°C', -90, 60),
  ...limits(temperatures, '°F', -130, 140),
  ...limits(humidities, '%', 0, 100),
  ...limits(['wind_direction'], 'deg', 0, 360),
  ...limits(['wind_speed'], 'm/s', 0, 115),
  ...limits(['pressure'], 'hPa', 850, 1085),
  ...limits(['um003'], 'particles/cm³', 0, 1_500_000),
  ...limits(['um005'], 'particles/cm³', 0, 1_000_000),
  ...limits(['um010', 'ufp', 'pn'], 'particles/cm³', 0, 500_000),
  ...limits(['um025'], 'particles/cm³', 0, 100_000),
  ...limits(['um050'], 'particles/cm³', 0, 50_000),
  ...limits(['um100'], 'particles/cm³', 0, 10_000),
];
