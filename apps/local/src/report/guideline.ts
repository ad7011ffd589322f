import { conversionFactor, normaliseUnit, whoGuidelines } from '@airstar/standards';
import type { Guideline } from './data.ts';

/**
 * The WHO guideline that a day of the parameter is judged against, in the unit in which its values are stored; null where WHO
 * has none, or none that can be stated in that unit.
 */
export function guidelineFor(parameter: string, unit: string): Guideline | null {
  const levels = whoGuidelines.filter((one) => one.parameterName === parameter);
  // CO has a level for both: the one for 24 hours is of 2021.
  const level = levels.find((one) => one.averaging === '24 h') ?? levels[0];
  const stored = normaliseUnit(unit);
  if (level === undefined || stored === undefined) return null;
  const factor = conversionFactor(parameter, level.unit, stored);
  if (factor === undefined) return null;
  const { document, section, date } = level.source;
  return {
    label: `WHO ${level.effectiveDate.slice(0, 4)}`,
    value: level.value * factor,
    unit,
    averaging: level.averaging,
    source: `${document} (${date}), ${section}`,
  };
}
