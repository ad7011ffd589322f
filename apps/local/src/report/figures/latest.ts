import type { LatestReading, ReportData, StationReport } from '../data.ts';
import { figure, table } from '../figure.ts';
import { amount, shortTime } from '../format.ts';
import { html, type Html } from '../html.ts';
import { compareParameters, parameterLabel } from '../pollutants.ts';
import { stationNames } from '../station-names.ts';

/** The newest reading of every parameter at every station that has one. */
export function latestFigure({ stations }: ReportData): Html | null {
  const active = stations.filter((station) => station.latest.length > 0);
  if (active.length === 0) return null;
  const name = stationNames(stations);
  const columns = columnsOf(active);
  const head = ['Station', 'Newest', ...columns.map(([label, unit]) => html`${label} <small>${unit}</small>`)];
  const rows = active.map((station) => row(station, name(station.locationId), columns));
  return figure({
    id: 'latest',
    title: 'The newest readings',
    reading: 'One value per station and pollutant, as long as its period, mostly an hour.',
    body: table('Newest readings by station', head, rows, 3),
    note: 'Times are local to the station and mark the end of the period. A value with a date beneath it is older than the newest of its station. An asterisk: flagged.',
  });
}

type Column = readonly [label: string, unit: string, parameter: string];

function columnsOf(stations: readonly StationReport[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { parameter, unit } of stations.flatMap((station) => station.latest)) {
    columns.set(`${parameter} ${unit}`, [parameterLabel(parameter), unit, parameter]);
  }
  return [...columns.values()].toSorted((left, right) => compareParameters(left[2], right[2]));
}

function row({ latest, timezone }: StationReport, name: string, columns: readonly Column[]) {
  const newest = Math.max(...latest.map((one) => one.periodEnd));
  const cells = columns.map(([, unit, parameter]) => {
    const found = latest.find((one) => one.parameter === parameter && one.unit === unit);
    return found === undefined ? html`<span class="soft">·</span>` : cell(found, newest, timezone);
  });
  return [name, shortTime(newest, timezone), ...cells];
}

function cell({ value, flags, periodEnd }: LatestReading, newest: number, timezone: string): Html {
  const star = flags.length === 0 ? null : html`<abbr title="${flags.join(', ')}">*</abbr>`;
  const age = periodEnd < newest ? html`<small>${shortTime(periodEnd, timezone)}</small>` : null;
  return html`${amount(value)}${star}${age}`;
}
