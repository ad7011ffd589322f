import { completeness, conversionFactor, findParameter, whoGuidelines } from '@airstar/standards';

interface Level {
  readonly parameter: string;
  /** In the canonical unit of the parameter: the one in which the star schema has it. */
  readonly level: number;
  readonly hours: 8 | 24;
}

// CO has a level for both; the one for 24 hours is of 2021, and comes first in the table.
const levels: readonly Level[] = [...new Set(whoGuidelines.map((one) => one.parameterName))].map(levelOf);

function levelOf(parameter: string): Level {
  const guideline = whoGuidelines.find((one) => one.parameterName === parameter);
  const unit = findParameter(parameter)?.canonicalUnit;
  const factor = guideline && unit && conversionFactor(parameter, guideline.unit, unit);
  if (!guideline || factor === undefined) throw new Error(`The WHO guideline of ${parameter} has no canonical unit.`);
  return { parameter, level: guideline.value * factor, hours: guideline.averaging === '8 h' ? 8 : 24 };
}

const rows = levels.map(({ parameter, level, hours }, rank) => `('${parameter}', ${level}::float8, ${hours}, ${rank})`);

/** A common table expression: the level of WHO per parameter, and over how many hours it is a mean. */
export const guidelineRows = `guideline (parameter, level, hours, rank) as (
  values ${rows.join(', ')}
)`;

/** Share of those hours that must have been measured. */
export const enough = completeness.thresholdPercent / 100;

/** Hours that must have been measured for a mean over 8 hours, and over 24. */
export const enoughOf = { 8: 8 * enough, 24: 24 * enough } as const;
