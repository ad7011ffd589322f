const day = 86_400_000;
const minute = 60_000;

// Readings share their hours: a year of them has 365 dates and 24 times of day. Formatting each anew would cost more
// than all the rest of preparing a reading.
const dates = new Map<number, string>();
const times = new Map<number, string>();

/** ISO date of a number of days since 1970-01-01. */
export function isoDate(days: number): string {
  let text = dates.get(days);
  if (text === undefined) dates.set(days, (text = new Date(days * day).toISOString().slice(0, 10)));
  return text;
}

/** The same text as `Date.prototype.toISOString`, for years 0 to 9999. */
export function isoInstant(instant: number): string {
  const date = Math.floor(instant / day);
  const time = instant - date * day;
  if (time % minute !== 0) return new Date(instant).toISOString();
  let text = times.get(time);
  if (text === undefined) times.set(time, (text = new Date(time).toISOString().slice(10)));
  return isoDate(date) + text;
}
