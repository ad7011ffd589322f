const formats = new Map<string, Intl.DateTimeFormat>();
const quarter = 900_000;

/** What `Intl` says, by another way than the code under test: fields of the clock instead of a named offset. */
export function askIntl(zone: string, instant: number) {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  const fields = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const date = `${fields['year']}-${fields['month']}-${fields['day']}`;
  const clock = Date.parse(`${date}T${fields['hour']}:${fields['minute']}Z`);
  return {
    date,
    hour: Number(fields['hour']),
    offsetMinutes: (clock - Math.floor(instant / 60_000) * 60_000) / 60_000,
  };
}

/** Counts the quarters of an hour around an instant at which clocks show a date. */
export function minutesShowing(zone: string, date: string, instant: number): number {
  const middle = Math.floor(instant / quarter) * quarter;
  let minutes = 0;
  for (let at = middle - 104 * quarter; at <= middle + 104 * quarter; at += quarter) {
    if (askIntl(zone, at).date === date) minutes += 15;
  }
  return minutes;
}
