import type { ReceivedRequest, Script, ScriptedReply } from './scripted-server.ts';

const hour = 3_600_000;
const datetime = (instant: number) => ({ utc: new Date(instant).toISOString().replace('.000Z', 'Z'), local: null });

/** An hourly raw row, by the end of its period in milliseconds since the epoch. */
export const hourlyRow = (end: number, value: unknown = 1) => ({
  value,
  parameter: { id: 2, name: 'pm25', units: 'µg/m³', displayName: null },
  period: { label: 'raw', interval: '01:00:00', datetimeFrom: datetime(end - hour), datetimeTo: datetime(end) },
});

/** Ends of `count` successive hours after `start`. */
export const hoursAfter = (start: string, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Date.parse(start) + (index + 1) * hour);

/** The part of the rows that OpenAQ would give for a request, with the `found` it would put beside them. */
export function seriesPage(rows: readonly ReturnType<typeof hourlyRow>[], { query }: ReceivedRequest): ScriptedReply {
  const [from = 0, to = 0] = ['datetime_from', 'datetime_to'].map((name) => Date.parse(query.get(name) ?? ''));
  const limit = Number(query.get('limit'));
  const offset = (Number(query.get('page')) - 1) * limit;
  const inside = rows.filter((row) => {
    const end = Date.parse(row.period.datetimeTo.utc);
    return end > from && end <= to;
  });
  const results = inside.slice(offset, offset + limit);
  const found = results.length === limit ? `>${limit}` : results.length;
  return { body: { meta: { page: offset / limit + 1, limit, found }, results } };
}

export const seriesOf =
  (ends: readonly number[]): Script =>
  (request) =>
    seriesPage(
      ends.map((end) => hourlyRow(end)),
      request,
    );
