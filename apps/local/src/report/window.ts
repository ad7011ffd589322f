import type { ReportRun } from './data.ts';
import { civilDate } from './format.ts';

/** The window of a report as SQL parameters: instants for readings, civil dates for days. */
export interface SqlWindow {
  /** `period_end_utc > from and period_end_utc <= to` */
  readonly from: string;
  readonly to: string;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly days: number;
}

export function sqlWindow({ window }: ReportRun, timezone: string): SqlWindow {
  const firstDate = civilDate(window.from, timezone);
  const lastDate = civilDate(window.to - 1, timezone);
  return {
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    firstDate,
    lastDate,
    days: Math.round((Date.parse(lastDate) - Date.parse(firstDate)) / 86_400_000) + 1,
  };
}
