import type { Source } from './source.ts';
import type { Unit } from './units.ts';

/** A guideline level of the World Health Organization for one averaging time. */
export interface Guideline {
  readonly parameterName: string;
  /** `8 h` is the daily maximum of the running 8-hour mean. */
  readonly averaging: '24 h' | '8 h';
  readonly value: number;
  /** As WHO states it: CO in mg/m³. Gases at 25 °C. */
  readonly unit: Unit;
  /** IT-1 first, the loosest; empty where WHO sets none. */
  readonly interimTargets: readonly number[];
  /** The level is meant for this percentile of the year: with 99, three or four days above it are within it. */
  readonly percentile: number | null;
  readonly source: Source;
  /** ISO date from which it is recommended. */
  readonly effectiveDate: string;
}

const document = 'WHO global air quality guidelines';
const recommended: Source = {
  document,
  section: 'Table 0.1, recommended AQG levels and interim targets',
  date: '2021-09-22',
};
const retained: Source = { document, section: 'Table 0.2, guidelines that remain valid', date: '2021-09-22' };

const daily = (parameterName: string, unit: Unit, value: number, interimTargets: readonly number[]): Guideline => ({
  parameterName,
  averaging: '24 h',
  value,
  unit,
  interimTargets,
  percentile: 99,
  source: recommended,
  effectiveDate: '2021-09-22',
});

const micrograms: Unit = '\u00b5g/m³';

/** WHO 2021, levels for 24 hours and 8 hours. One row per parameter and averaging time. */
export const whoGuidelines: readonly Guideline[] = [
  daily('pm25', micrograms, 15, [75, 50, 37.5, 25]),
  daily('pm10', micrograms, 45, [150, 100, 75, 50]),
  { ...daily('o3', micrograms, 100, [160, 120]), averaging: '8 h' },
  daily('no2', micrograms, 25, [120, 50]),
  daily('so2', micrograms, 40, [125, 50]),
  daily('co', 'mg/m³', 4, [7]),
  {
    parameterName: 'co',
    averaging: '8 h',
    value: 10,
    unit: 'mg/m³',
    interimTargets: [],
    percentile: null,
    source: retained,
    // Air quality guidelines for Europe, second edition: not looked at again in 2021.
    effectiveDate: '2000-01-01',
  },
];
