const week = 7 * 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const transitions = new Map<string, Map<number, Stretch>>();

/** One week of a zone: an offset before an instant and one from it on. */
interface Stretch {
  readonly before: number;
  readonly change: number;
  readonly after: number;
}

/**
 * Offset of an IANA zone from UTC at an instant, in milliseconds. `Intl` needs microseconds for one answer and a page
 * has two thousand stamps, so the answers are kept per zone and week: two changes of offset never fall into one week.
 *
 * @throws RangeError when the runtime does not know the zone.
 */
export function zoneOffset(zone: string, instant: number): number {
  let weeks = transitions.get(zone);
  if (weeks === undefined) transitions.set(zone, (weeks = new Map<number, Stretch>()));
  const number = Math.floor(instant / week);
  let stretch = weeks.get(number);
  if (stretch === undefined) weeks.set(number, (stretch = stretchOf(zone, number * week)));
  return instant < stretch.change ? stretch.before : stretch.after;
}

/**
 * The instant of a local wall clock, given as if it were UTC. Like PostgreSQL's `AT TIME ZONE`, which the real server
 * uses: an hour that does not exist is read with the offset before the change, one that exists twice with that after.
 */
export function instantOfWallClock(zone: string, wallClock: number): number {
  const day = 86_400_000;
  const before = zoneOffset(zone, wallClock - day);
  const after = zoneOffset(zone, wallClock + day);
  const late = wallClock - after;
  return zoneOffset(zone, late) === after ? late : wallClock - before;
}

function stretchOf(zone: string, start: number): Stretch {
  const before = askIntl(zone, start);
  const after = askIntl(zone, start + week);
  if (before === after) return { before, change: start, after };
  let low = start;
  let high = start + week;
  // Offsets change on whole minutes of UTC.
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000;
    if (askIntl(zone, middle) === before) low = middle;
    else high = middle;
  }
  return { before, change: high, after };
}

function askIntl(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const text = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(text) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -size : size) * 1000;
}
