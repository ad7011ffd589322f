import type { DataSetCredit, LicenceReport, ReportData, StationReport } from '../data.ts';
import { figure, table } from '../figure.ts';
import { html, link, type Html } from '../html.ts';
import { stationNames } from '../station-names.ts';

/** Who measured, who published, and on what terms, for every station that the report shows. */
export function attributionFigure({ stations, dataSets }: ReportData): Html {
  const name = stationNames(stations);
  const groups = Map.groupBy(stations, groupKey);
  const rows = [...groups.values()].map((group) => row(group, name));
  return figure({
    id: 'attribution',
    title: 'Whose readings these are',
    reading: html`Collected and published by ${link('OpenAQ', 'https://openaq.org')}, measured by the agencies named
    here.`,
    body: [
      rows.length === 0
        ? null
        : table('Attribution of every station shown', ['Stations', 'Provider', 'Owner', 'Licence'], rows),
      dataSets.map(credit),
    ],
  });
}

function groupKey({ provider, owner, licences }: StationReport): string {
  return JSON.stringify([provider, owner, licences]);
}

function row(group: readonly StationReport[], name: (locationId: number) => string) {
  const [first] = group;
  const names = group.map((station) => name(station.locationId)).join(', ');
  const licences = first?.licences ?? [];
  return [
    html`<span class="names">${names}</span>`,
    first?.provider ?? '',
    first?.owner ?? '',
    licences.length === 0 ? 'not stated by the provider' : licences.map(licence),
  ];
}

function licence({ name, attributionName, attributionUrl }: LicenceReport): Html {
  const credited = attributionName === null ? null : html`, credit: ${link(attributionName, attributionUrl)}`;
  return html`<span class="licence">${name}${credited}</span>`;
}

function credit({ name, licence: terms, attribution, url }: DataSetCredit): Html {
  return html`<p class="credit">${link(name, url)}: ${attribution}. Licence: ${terms}.</p>`;
}
