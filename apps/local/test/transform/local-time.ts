const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

const formats = new Map<string, Intl.DateTimeFormat>();

function offset(instant: number, timezone: string): number {
  const format =
    formats.get(timezone) ?? new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  formats.set(timezone, format);
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const dateAt = (instant: number, offsetMinutes: number): string =>
  new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, 10);

/** Every zone of today changes its clocks at a quarter of an hour, so a day is as many quarters as carry its date. */
function dayMinutes(instant: number, timezone: string): number {
  const date = dateAt(instant, offset(instant, timezone));
  const first = Math.floor(instant / QUARTER) * QUARTER - 26 * HOUR;
  const quarters = Array.from({ length: 52 * 4 }, (_, index) => first + index * QUARTER);
  return 15 * quarters.filter((quarter) => dateAt(quarter, offset(quarter, timezone)) === date).length;
}

const days = new Map<string, number>();

/** The local columns of a raw reading, from the start of its period. */
export function localColumns(instant: number, timezone: string) {
  const utcOffset = offset(instant, timezone);
  const localDate = dateAt(instant, utcOffset);
  const year = new Date(instant).getUTCFullYear();
  const standard = Math.min(offset(Date.UTC(year, 0, 1), timezone), offset(Date.UTC(year, 6, 1), timezone));
  const key = `${timezone} ${localDate}`;
  const localDay = days.get(key) ?? dayMinutes(instant, timezone);
  days.set(key, localDay);
  const shifted = instant + utcOffset * 60_000;
  return {
    local_date: localDate,
    local_hour: new Date(shifted).getUTCHours(),
    utc_offset_minutes: utcOffset,
    local_hour_start: Math.floor(shifted / HOUR) * HOUR - utcOffset * 60_000,
    local_day_minutes: localDay,
    local_standard_date: dateAt(instant, standard),
  };
}
