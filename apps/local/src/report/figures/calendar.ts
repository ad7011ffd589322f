import type { ParameterReport, ReportData } from '../data.ts';
import { dayStatistic, judgeAll } from '../exceedance.ts';
import { figure, legend } from '../figure.ts';
import { counted } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel } from '../pollutants.ts';
import { limitClasses } from '../scale.ts';
import { stationNames } from '../station-names.ts';
import { detailedDays, timeAxis } from '../time-axis.ts';
import { calendarSize, drawCalendar } from './calendar-chart.ts';

const mostPollutants = 3;
// A calendar of a year is some 35 kB: a report has to go through the post.
const mostLongCalendars = 4;

/** Calendars of the pollutants that were above their guideline most often, one per station. */
export function calendarFigures(data: ReportData): Html[] {
  return mainParameters(data).map((parameter) => calendarFigure(data, parameter));
}

function mainParameters({ parameters }: ReportData): ParameterReport[] {
  return parameters
    .map((parameter) => ({ parameter, judgement: judgeAll(parameter) }))
    .filter(({ judgement }) => judgement !== null && judgement.judged > 0)
    .toSorted((left, right) => (right.judgement?.above ?? 0) - (left.judgement?.above ?? 0))
    .slice(0, mostPollutants)
    .map(({ parameter }) => parameter);
}

function calendarFigure(data: ReportData, parameter: ParameterReport): Html {
  const name = stationNames(data.stations);
  const axis = timeAxis(data, 5);
  const scale = limitClasses(parameter.guideline?.value ?? 0);
  const label = parameterLabel(parameter.name);
  const judged = parameter.stations.filter((series) => series.days.some((day) => day.isValid));
  const shown = axis.days <= detailedDays ? judged : judged.slice(0, mostLongCalendars);
  const panels = shown.map((series) => {
    const station = name(series.locationId);
    const id = `calendar-${parameter.name}-${series.sensorId}`;
    const frame = { id, ...calendarSize(axis), label: `Calendar of ${label} at ${station}` };
    return html`<div class="panel">
      <h4>${station}</h4>
      ${drawCalendar(frame, series, axis, scale)}
    </div>`;
  });
  return figure({
    id: `calendar-${parameter.name}`,
    title: html`${label} <small>${dayStatistic(parameter)}, ${parameter.unit}</small>`,
    reading: `Blue: within the guideline; orange to brown: above it.${omitted(parameter, judged.length, shown.length)}`,
    body: [
      html`<div class="panels${axis.days <= detailedDays ? '' : ' two'}">${panels}</div>`,
      legend(parameter.unit, scale, [
        { colour: 'void', label: 'too few hours', mark: 'fill' },
        { colour: 'rule', label: 'no reading', mark: 'hollow' },
      ]),
    ],
    span: panels.length >= 3 || axis.days > detailedDays ? 3 : panels.length === 2 ? 2 : 1,
  });
}

function omitted({ stations }: ParameterReport, judged: number, shown: number): string {
  const unjudged = stations.length - judged;
  const few = unjudged === 0 ? '' : ` Left out: ${counted(unjudged, 'station')} without a day that has enough hours.`;
  return shown === judged ? few : `${few} The first ${shown} of ${judged} stations.`;
}
