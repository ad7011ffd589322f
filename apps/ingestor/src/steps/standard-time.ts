import type { OffsetSpan } from './zone-offsets.ts';

const day = 86_400_000;
/** Ramadan takes clocks back for 29 to 42 days in Morocco; the shortest winter time since 1990 has 49 (Metlakatla, 2019). */
const longestRetreat = 45 * day;
/** What lasts a year through is no daylight saving, whatever the law calls it (Moscow from 2011, Santiago in 2015). */
const longestAdvance = 365 * day;
/** Troll station advances by two hours, nobody by more; Casey's jumps of three are changes of standard time. */
const largestAdvance = 120;

/** A moment at which the hands of the clocks were moved, forward where positive. */
interface Turn {
  readonly at: number;
  readonly minutes: number;
}

/** A stretch over which clocks were ahead of standard time, or behind it where negative. */
export interface Advance {
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
}

/**
 * When a zone departs from its standard time: summer time, and the weeks of Ramadan where they interrupt it.
 *
 * EPA's day runs in local standard time (40 CFR 50 App. N). The runtime does not say which offset is standard, and
 * tzdata would mislead: it calls Irish winter time a negative daylight saving, as the Irish law does, though Dublin
 * and Belfast read the same clocks. The smaller offset of the year is wrong too, in Morocco (one month in Ramadan) and
 * wherever a country changed its zone that year. So clocks decide: a turn forward that is taken back within a year is
 * daylight saving, once short turns back are left out of sight.
 */
export function departuresFromStandard(spans: readonly OffsetSpan[]): Advance[] {
  const { pairs: retreats, rest } = takePairs(turnsOf(spans), isRetreat);
  const { pairs: advances } = takePairs(rest, isAdvance);
  return [...retreats, ...advances];
}

function turnsOf(spans: readonly OffsetSpan[]): Turn[] {
  const turns: Turn[] = [];
  let previous = spans[0];
  for (const span of spans.slice(1)) {
    const minutes = handsMoved((previous ?? span).offsetMinutes, span.offsetMinutes);
    if (minutes !== 0) turns.push({ at: span.start, minutes });
    previous = span;
  }
  return turns;
}

/** Apia left out a date in 2011 and went from −10:00 to +14:00: its clocks did not notice. */
function handsMoved(before: number, after: number): number {
  return ((after - before + 720 + 2880) % 1440) - 720;
}

const isRetreat = (out: Turn, back: Turn): boolean =>
  out.minutes < 0 && back.minutes === -out.minutes && back.at - out.at < longestRetreat;

const isAdvance = (out: Turn, back: Turn): boolean =>
  out.minutes > 0 && back.minutes < 0 && out.minutes <= largestAdvance && back.at - out.at < longestAdvance;

/** Takes neighbours that belong together out of the row. */
function takePairs(turns: readonly Turn[], belong: (out: Turn, back: Turn) => boolean) {
  const pairs: Advance[] = [];
  const rest: Turn[] = [];
  for (const turn of turns) {
    const previous = rest.at(-1);
    if (previous !== undefined && belong(previous, turn)) {
      rest.pop();
      pairs.push({ start: previous.at, end: turn.at, minutes: sizeOf(previous, turn) });
    } else rest.push(turn);
  }
  return { pairs, rest };
}

/** Where more is taken back than was given, or less, the smaller counts. */
const sizeOf = (out: Turn, back: Turn): number =>
  out.minutes > 0 ? Math.min(out.minutes, -back.minutes) : out.minutes;
