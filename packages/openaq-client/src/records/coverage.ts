import { z } from 'zod';
import { datetimeSchema, type Datetime } from './datetime.ts';
import { optional, optionalNumber, optionalText } from './optional.ts';

/** How much of a period was measured. Percentages may exceed 100; those of a whole sensor are meaningless. */
export interface Coverage {
  readonly expectedCount: number | null;
  /** `HHH:MM:SS`, like `observedInterval`. */
  readonly expectedInterval: string | null;
  readonly observedCount: number | null;
  readonly observedInterval: string | null;
  /** observed ÷ expected, counted by logging interval. */
  readonly percentComplete: number | null;
  /** Share of the period, by averaging interval. */
  readonly percentCoverage: number | null;
  readonly datetimeFrom: Datetime | null;
  readonly datetimeTo: Datetime | null;
}

export const coverageSchema = z.object({
  expectedCount: optionalNumber,
  expectedInterval: optionalText,
  observedCount: optionalNumber,
  observedInterval: optionalText,
  percentComplete: optionalNumber,
  percentCoverage: optionalNumber,
  datetimeFrom: optional(datetimeSchema),
  datetimeTo: optional(datetimeSchema),
});
