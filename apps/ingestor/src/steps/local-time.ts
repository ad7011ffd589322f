import { isoDate } from './iso-text.ts';
import { departuresFromStandard } from './standard-time.ts';
import { offsetsOf, offsetSpans, type OffsetAt, type OffsetSpan } from './zone-offsets.ts';

const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;

/** What the clocks of a place show at an instant. */
export interface LocalTime {
  /** ISO date. */
  readonly localDate: string;
  readonly localHour: number;
  readonly utcOffsetMinutes: number;
  /** Epoch milliseconds at which the hour would have begun at this offset, though the clocks may have moved since. */
  readonly localHourStart: number;
  /** How long the clocks show this date: 1440 minutes, or less and more where they are moved on it. */
  readonly localDayMinutes: number;
  /** Date on clocks that keep standard time all year: {@link departuresFromStandard}. */
  readonly localStandardDate: string;
}

/** A zone around one year of UTC. */
interface ZoneYear {
  readonly spans: readonly StandardSpan[];
  /** Minutes of a date, by days since 1970-01-01. */
  readonly dayMinutes: Map<number, number>;
}

interface StandardSpan extends OffsetSpan {
  readonly standardOffsetMinutes: number;
}

interface Zone {
  readonly offsetAt: OffsetAt;
  readonly years: Map<number, ZoneYear>;
}

// Grows with the zones and years that occur, not with events: some 20 kB for each year of a zone.
const zones = new Map<string, Zone | undefined>();

/**
 * Local time of an instant, or undefined where `zone` is no IANA zone. A year of a zone is worked out when it first
 * occurs, in about a millisecond; after that no event asks `Intl`.
 *
 * @param instant Epoch milliseconds, 1970 to 9999. Offsets are whole minutes, which all zones keep since 1972.
 */
export function localTime(zone: string, instant: number): LocalTime | undefined {
  const known = zoneOf(zone);
  if (known === undefined) return undefined;
  const zoneYear = yearOf(known, new Date(instant).getUTCFullYear());
  const span = zoneYear.spans.find(({ end }) => instant < end);
  if (span === undefined) throw new RangeError(`Instant ${instant} lies outside of its own year.`);
  const clock = instant + span.offsetMinutes * minute;
  const date = Math.floor(clock / day);
  return {
    localDate: isoDate(date),
    localHour: Math.floor((clock - date * day) / hour),
    utcOffsetMinutes: span.offsetMinutes,
    localHourStart: instant - (clock - Math.floor(clock / hour) * hour),
    localDayMinutes: minutesOf(zoneYear, date),
    localStandardDate: isoDate(Math.floor((instant + span.standardOffsetMinutes * minute) / day)),
  };
}

function zoneOf(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known !== undefined || zones.has(name)) return known;
  const offsetAt = offsetsOf(name);
  const zone = offsetAt && { offsetAt, years: new Map<number, ZoneYear>() };
  zones.set(name, zone);
  return zone;
}

function yearOf(zone: Zone, year: number): ZoneYear {
  let zoneYear = zone.years.get(year);
  if (zoneYear === undefined) zone.years.set(year, (zoneYear = workOut(zone.offsetAt, year)));
  return zoneYear;
}

/** Two years on either side are enough to tell whether a turn of the clocks is taken back within a year. */
function workOut(offsetAt: OffsetAt, year: number): ZoneYear {
  const spans = offsetSpans(offsetAt, Date.UTC(year - 2, 0), Date.UTC(year + 3, 0));
  const departures = departuresFromStandard(spans);
  const standardOffset = ({ start, offsetMinutes }: OffsetSpan): number =>
    departures
      .filter((departure) => departure.start <= start && start < departure.end)
      .reduce((offset, departure) => offset - departure.minutes, offsetMinutes);
  return {
    spans: spans.map((span) => ({ ...span, standardOffsetMinutes: standardOffset(span) })),
    dayMinutes: new Map(),
  };
}

function minutesOf({ spans, dayMinutes }: ZoneYear, date: number): number {
  let minutes = dayMinutes.get(date);
  if (minutes === undefined) {
    minutes = spans.reduce((sum, span) => sum + minutesWithin(span, date), 0);
    dayMinutes.set(date, minutes);
  }
  return minutes;
}

function minutesWithin({ start, end, offsetMinutes }: OffsetSpan, date: number): number {
  const midnight = date * day - offsetMinutes * minute;
  return Math.max(0, Math.min(end, midnight + day) - Math.max(start, midnight)) / minute;
}
