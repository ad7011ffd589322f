import { z } from 'zod';
import { datetimeSchema } from '../records/datetime.ts';
import type { Interval } from './window.ts';

const periodEndSchema = z.object({ period: z.object({ datetimeTo: datetimeSchema }) });

/**
 * The period end up to which a full page has read its slice, or undefined where the rows do not prove it. OpenAQ sends
 * raw rows in ascending order (api/v3/routers/measurements.py); only where a page really ascends, inside its slice, may
 * the next request begin at its last row. Rows that do not fit count as well, as long as their period can be read.
 */
export function pageEnd(rows: readonly unknown[], slice: Interval): number | undefined {
  let end = slice.from;
  for (const row of rows) {
    const parsed = periodEndSchema.safeParse(row);
    if (!parsed.success) return undefined;
    const next = parsed.data.period.datetimeTo.epochMilliseconds;
    if (next <= end || next > slice.to) return undefined;
    end = next;
  }
  return end;
}
