import { conversionFactor, isMeasuredIn, isSameQuantity } from './conversions.ts';
import { openaqLimits } from './limits.ts';
import { noiseFloor } from './noise-floors.ts';
import { parameters, type Parameter } from './parameters.ts';
import { unitSpellings, type Unit } from './units.ts';

/** The plausible span of a parameter in one unit. */
export interface Range {
  /** `*`: every parameter without a range of its own. */
  readonly parameterName: string;
  /** Normal form; `*` with parameter `*`. */
  readonly unit: Unit | '*';
  readonly lower: number;
  readonly upper: number;
  /** At or below zero; null for a quantity that may be negative. */
  readonly noiseFloor: number | null;
}

/**
 * For what we know nothing about. Above every limit of OpenAQ in every unit and below the overflow codes seen in its
 * data (1e34), so that no such code reaches a mean.
 */
export const fallbackRange: Range = { parameterName: '*', unit: '*', lower: -1e7, upper: 1e7, noiseFloor: null };

const units = Object.keys(unitSpellings) as Unit[];

/**
 * OpenAQ's span in this unit, or the one it gives in ppb for ppm: never across a reference temperature. A gas without
 * any may have every value from zero to the fallback's bound, in its canonical unit.
 */
function limitsIn(parameter: Parameter, unit: Unit): { lower: number; upper: number } {
  const own = openaqLimits.filter((limit) => limit.parameterName === parameter.name);
  const limit = own.find((one) => one.unit === unit) ?? own.findLast((one) => isSameQuantity(one.unit, unit));
  const { lower, upper } = limit ?? { lower: 0, upper: fallbackRange.upper };
  const factor = conversionFactor(parameter.name, limit?.unit ?? parameter.canonicalUnit, unit) ?? 1;
  return { lower: lower * factor, upper: upper * factor };
}

/** The ranges of every known parameter in every unit in which it can be stated, and the fallback. */
export const ranges: readonly Range[] = [
  ...parameters.flatMap((parameter) =>
    units
      .filter((unit) => isMeasuredIn(parameter, unit))
      .map((unit) => ({
        parameterName: parameter.name,
        unit,
        ...limitsIn(parameter, unit),
        noiseFloor: noiseFloor(parameter.name, unit),
      })),
  ),
  fallbackRange,
];
