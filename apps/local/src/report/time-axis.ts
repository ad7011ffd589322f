import type { ReportData } from './data.ts';
import { civilDate, day } from './format.ts';

const dayLength = 86_400_000;

/** Longest window whose hours are drawn and whose days get a cell each; beyond it only days, or weeks. */
export const detailedDays = 62;

/** A time axis in wall-clock time: charts place an instant at its local time as if that were UTC. */
export interface TimeAxis {
  readonly first: string;
  readonly last: string;
  readonly min: number;
  readonly max: number;
  readonly days: number;
  readonly ticks: readonly number[];
  readonly tickLabel: (wall: number) => string;
}

/** The local days that the window of the report touches, in the zone of its first station. */
export function timeAxis({ run, stations }: ReportData, ticksAtMost: number): TimeAxis {
  const zone = stations[0]?.timezone ?? 'UTC';
  const first = civilDate(run.window.from, zone);
  const last = civilDate(run.window.to - 1, zone);
  const min = Date.parse(first);
  const max = Date.parse(last) + dayLength;
  const days = (max - min) / dayLength;
  const isShort = days <= 14 * ticksAtMost;
  const ticks = isShort ? dayTicks(min, max, days, ticksAtMost) : monthTicks(min, max, ticksAtMost);
  return { first, last, min, max, days, ticks, tickLabel: (wall) => label(wall, isShort) };
}

function label(wall: number, isDay: boolean): string {
  const date = new Date(wall).toISOString().slice(0, 10);
  return isDay ? day(date) : `${day(date).split(' ')[1] ?? ''} ${date.slice(0, 4)}`;
}

function dayTicks(min: number, max: number, days: number, atMost: number): number[] {
  const step = [1, 2, 7, 14].find((one) => days / one <= atMost) ?? 14;
  // Weeks begin on Monday; 1970-01-05 was one.
  const origin = step >= 7 ? 4 * dayLength : min;
  const first = origin + Math.ceil((min - origin) / (step * dayLength)) * step * dayLength;
  return Array.from(
    { length: Math.ceil((max - first) / (step * dayLength)) },
    (_, index) => first + index * step * dayLength,
  );
}

function monthTicks(min: number, max: number, atMost: number): number[] {
  const start = new Date(min);
  const months = (max - min) / (30.4 * dayLength);
  const step = [1, 2, 3, 6].find((one) => months / one <= atMost) ?? 12 * Math.ceil(months / atMost / 12);
  const ticks: number[] = [];
  for (let index = 0; ; index += step) {
    const instant = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + index);
    if (instant >= max) return ticks;
    if (instant >= min) ticks.push(instant);
  }
}
