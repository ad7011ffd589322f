import type { ReportData } from './data.ts';
import { attributionFigure } from './figures/attribution.ts';
import { calendarFigures } from './figures/calendar.ts';
import { colophon } from './figures/colophon.ts';
import { completenessFigure } from './figures/completeness.ts';
import { flagsFigure } from './figures/flags.ts';
import { flowFigure } from './figures/flow.ts';
import { exceedances, headline } from './figures/headline.ts';
import { latestFigure } from './figures/latest.ts';
import { mapFigure } from './figures/map.ts';
import { seriesFigures, seriesLegend } from './figures/series.ts';
import { weekdayFigures } from './figures/weekday.ts';
import { clockTime, counted } from './format.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';

/**
 * The report as one self-contained HTML document: charts are SVG in the page, nothing is fetched, and no script is needed to
 * read it.
 *
 * @example await writeFile('report.html', renderReport(data))
 */
export function renderReport(data: ReportData): string {
  const made = clockTime(data.run.generatedAt, 'UTC');
  return page({
    title: 'Airstar: what was the air like?',
    kicker: `Airstar air-quality report · ${data.run.source} · made ${made} UTC`,
    header: headline(data),
    sections: [
      {
        id: 'guidelines',
        title: 'Against the guidelines',
        lead: 'A station-day is one local day of one station.',
        figures: [exceedances(data)],
      },
      { id: 'stations', title: 'Stations', lead: stationLead(data), figures: [mapFigure(data), latestFigure(data)] },
      {
        id: 'time',
        title: 'Day by day',
        lead: [seriesLegend(data), parameterLead(data)],
        figures: seriesFigures(data),
      },
      {
        id: 'calendar',
        title: 'Calendar',
        lead: 'The pollutants that were above their guideline most often.',
        figures: calendarFigures(data),
      },
      {
        id: 'week',
        title: 'Hour and weekday',
        lead: 'Mean of all charted stations, by local hour in which the period begins. Darker (in the dark theme: brighter) is more.',
        figures: weekdayFigures(data),
      },
      {
        id: 'trust',
        title: 'Can these figures be trusted?',
        lead: 'Every reading is followed from the source to the table it ends in.',
        figures: [flowFigure(data), completenessFigure(data), flagsFigure(data)],
      },
      { id: 'credits', title: 'Attribution', lead: null, figures: [attributionFigure(data)] },
    ],
    footer: colophon(data),
  });
}

function parameterLead({ extent }: ReportData): Html | null {
  const { parametersCharted: charted, parametersKnown: known } = extent;
  return charted === known ? null : html`<p>${charted} of ${known} quantities are charted.</p>`;
}

function stationLead({ extent }: ReportData): string {
  const charted = `${extent.stationsCharted} of ${counted(extent.stationsWithReadings, 'station')} with readings`;
  if (extent.stationsWithReadings === 0) return 'No station published a reading in this period.';
  return extent.stationsCharted < extent.stationsWithReadings
    ? `Charts show ${charted}: those with the most.`
    : `All ${counted(extent.stationsWithReadings, 'station')} with readings are shown.`;
}
