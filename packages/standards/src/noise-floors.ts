import { conversionFactor } from './conversions.ts';
import { particleMasses, regulatedGases, temperatures } from './families.ts';
import type { Source } from './source.ts';
import type { Unit } from './units.ts';

/** How far below zero an instrument reads in clean air. */
export interface NoiseFloor {
  readonly parameterNames: readonly string[];
  readonly value: number;
  readonly unit: Unit;
  readonly source: Source;
}

/**
 * Documented noise floors. A negative value above the floor is a measurement of almost nothing: setting it to zero
 * would bias every mean upwards.
 */
export const noiseFloors: readonly NoiseFloor[] = [
  {
    // The beta gauge reports from −15 to 985 µg/m³: the foot of its scale, and the reason why 985 is a code.
    parameterNames: particleMasses,
    value: -15,
    unit: '\u00b5g/m³',
    source: {
      document: 'Met One, BAM 1020 operation manual, rev. W',
      section: '8.1 Analog concentration output',
      date: '2016',
    },
  },
  {
    parameterNames: regulatedGases,
    value: -5,
    unit: 'ppb',
    source: {
      document: 'bcgov/rcaaqs, after the CCME guidance on achievement of the CAAQS',
      section: 'clean_neg',
      date: '2023-12-12',
    },
  },
  {
    parameterNames: ['co'],
    value: -0.4,
    unit: 'ppm',
    source: {
      document: '40 CFR Part 53 Subpart B',
      section: 'Table B-1, lower detectable limit of CO analysers',
      date: '2011-08-31',
    },
  },
];

// Below zero is weather, or the lower limit is not zero: no value of these is called negative.
const signed = new Set<string>([...temperatures, 'pressure']);

/**
 * The lowest value of a parameter that may be instrument noise, in the given unit; 0 where no noise is documented,
 * null where a negative value is as good as any.
 *
 * @example
 * noiseFloor('o3', 'ppm'); // -0.005
 */
export function noiseFloor(parameterName: string, unit: Unit): number | null {
  if (signed.has(parameterName)) return null;
  const floor = noiseFloors.find(({ parameterNames }) => parameterNames.includes(parameterName));
  if (floor === undefined) return 0;
  return floor.value * (conversionFactor(parameterName, floor.unit, unit) ?? 0);
}
