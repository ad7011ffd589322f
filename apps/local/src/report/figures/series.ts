import type { ParameterReport, ReportData, StationSeries } from '../data.ts';
import { dayStatistic, judge, judgeAll, peakDay } from '../exceedance.ts';
import { figure, legend, type LegendEntry } from '../figure.ts';
import { amount, counted, day, tick } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel, parameterWords } from '../pollutants.ts';
import { stationNames } from '../station-names.ts';
import { timeAxis } from '../time-axis.ts';
import { drawSeries, valueScale } from './series-chart.ts';

/** One figure per pollutant, one panel per station, all panels of a pollutant on the same scale. */
export function seriesFigures(data: ReportData): Html[] {
  return data.parameters
    .filter((parameter) => parameter.stations.length > 0)
    .map((parameter) => seriesFigure(data, parameter));
}

/** The key that all series share. */
export function seriesLegend({ parameters }: ReportData): Html {
  const hasHours = parameters.some((parameter) => parameter.stations.some((series) => series.hours.length > 0));
  const entries: LegendEntry[] = [
    { colour: 'below', label: 'day within the guideline, or without one', mark: 'line' },
    { colour: 'above', label: 'day above it', mark: 'line' },
    { colour: 'soft', label: 'day with too few hours to judge', mark: 'dash' },
    { colour: 'limit', label: 'WHO guideline', mark: 'faint' },
  ];
  return legend('', [], hasHours ? [...entries, { colour: 'hourly', label: 'hourly mean', mark: 'faint' }] : entries);
}

function seriesFigure(data: ReportData, parameter: ParameterReport): Html {
  const name = stationNames(data.stations);
  const axis = timeAxis(data, 5);
  const scale = valueScale(parameter);
  const words = parameterWords(parameter.name);
  const label = parameterLabel(parameter.name);
  const panels = parameter.stations.map((series) => {
    const id = `series-${parameter.name}-${series.sensorId}`;
    const described = `${label} at ${name(series.locationId)}: ${summary(series, parameter)}`;
    const frame = { id, width: 340, height: 172, label: described };
    return html`<div class="panel">
      <h4>${name(series.locationId)} <small>${summary(series, parameter)}</small></h4>
      ${drawSeries(frame, series, parameter, axis, scale)}
    </div>`;
  });
  return figure({
    id: `series-${parameter.name}`,
    title: html`${label} <small>${words === label ? '' : `${words}, `}${parameter.unit}</small>`,
    reading: reading(parameter, name),
    body: html`<div class="panels">${panels}</div>`,
    span: panels.length >= 3 ? 3 : panels.length === 2 ? 2 : 1,
  });
}

function summary(series: StationSeries, { guideline }: ParameterReport): string {
  const judged = series.days.filter((one) => one.isValid).length;
  if (judged === 0) return 'no day with enough hours';
  if (guideline === null) return counted(judged, 'day');
  return `${judge(series, guideline).above} of ${counted(judged, 'day')} above`;
}

function reading(parameter: ParameterReport, name: (locationId: number) => string): string {
  const judgement = judgeAll(parameter);
  const peak = peakDay(parameter);
  const { guideline, unit } = parameter;
  if (peak === null) return 'No day has enough hours to be judged.';
  const highest = `${amount(peak.value)} ${unit} at ${name(peak.locationId)} on ${day(peak.date)}`;
  if (judgement === null || guideline === null)
    return `WHO gives no guideline for it. Highest ${dayStatistic(parameter)}: ${highest}.`;
  const limit = `${tick(guideline.value)} ${guideline.unit}`;
  return `The ${dayStatistic(parameter)} was above ${limit} (${guideline.label}, ${guideline.averaging}) on ${judgement.above} of ${counted(judgement.judged, 'station-day')}; highest: ${highest}.`;
}
