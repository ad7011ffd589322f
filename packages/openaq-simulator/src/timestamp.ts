import { zoneOffset } from './zone.ts';

const day = 86_400_000;
const dates = new Map<number, string>();
const times = new Map<number, string>();

/** The `{utc, local}` pair of the API as JSON text. A station at zero offset shows `Z` in `local` too. */
export function datetimeObject(instant: number, zone: string): string {
  const offset = zoneOffset(zone, instant);
  return `{"utc":"${wallClock(instant)}Z","local":"${wallClock(instant + offset)}${offsetSuffix(offset)}"}`;
}

export function offsetSuffix(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60_000;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

// `toISOString` for each stamp took half of the time of a page, and pages repeat few dates and fewer times of day.
function wallClock(instant: number): string {
  const date = Math.floor(instant / day) * day;
  return part(dates, date, 0, 11) + part(times, instant - date, 11, 19);
}

function part(known: Map<number, string>, instant: number, start: number, end: number): string {
  let text = known.get(instant);
  if (text === undefined) known.set(instant, (text = new Date(instant).toISOString().slice(start, end)));
  return text;
}
