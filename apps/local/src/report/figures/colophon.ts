import type { ReportData } from '../data.ts';
import { clockTime } from '../format.ts';
import { html, type Html } from '../html.ts';

/** How the figures are made, for whoever wants to check or to repeat them. */
export function colophon({ run, extent, parameters, stations }: ReportData): Html {
  const sources = [...new Set(parameters.flatMap(({ guideline }) => guideline?.source ?? []))];
  const zones = [...new Set(stations.map((station) => station.timezone))];
  const { from, to } = run.window;
  const period = `${clockTime(from, 'UTC')} to ${clockTime(to, 'UTC')} UTC, by the end of the reading’s period`;
  const entries: [string, string][] = [
    ['Source', run.source],
    ['Period', period],
    [
      'Units',
      'Each figure names its unit. Gases are given as µg/m³ at 25 °C and 101.325 kPa; particles at ambient conditions.',
    ],
    [
      'Days',
      `A day is a civil day of the station (${zones.join(', ') || 'no station'}); a reading belongs to the day in which its period begins.`,
    ],
    [
      'Hours',
      'The highest 8-hour mean is the highest running mean of eight hours, at least six of them present, that end in the day.',
    ],
    [
      'Coverage',
      `A day counts when at least ${extent.coverageThresholdPercent} % of it was measured. Days below are drawn, and not judged.`,
    ],
    ['Guidelines', sources.join('; ') || 'none applies'],
    [
      'Made',
      `${clockTime(run.generatedAt, 'UTC')} UTC by Airstar ${run.version}: ${run.command}${run.batchId === null ? '' : `, batch ${run.batchId}`}`,
    ],
  ];
  return html`<footer>
    <h2>How to read this</h2>
    <dl>
      ${entries.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
  </footer>`;
}
