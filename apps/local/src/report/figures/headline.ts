import type { ParameterReport, ReportData } from '../data.ts';
import { judge, judgeAll } from '../exceedance.ts';
import { figure, table } from '../figure.ts';
import { civilDate, count, counted, listed, daySpan, longDay, shortTime, tick } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel, parameterWords } from '../pollutants.ts';
import { reconcile } from '../reconcile.ts';
import { stationNames } from '../station-names.ts';

/** The question a citizen asks, and the answer in one sentence. */
export function headline(data: ReportData): Html {
  return html`<h1>What was the air like${place(data)}?</h1>
    <p class="lede">${period(data)} ${answer(data)}</p>
    ${keyFigures(data)}`;
}

/** Who was over a guideline how often: the headline in full. */
export function exceedances(data: ReportData): Html | null {
  const judged = data.parameters.filter((parameter) => parameter.guideline !== null);
  const name = stationNames(data.stations);
  const ids = [...new Set(judged.flatMap((parameter) => parameter.stations.map((series) => series.locationId)))];
  if (ids.length === 0) return null;
  const head = ['Station', ...judged.map(columnHead)];
  return figure({
    id: 'exceedances',
    title: 'Days above the WHO guideline',
    reading: `Of the days that have at least ${data.extent.coverageThresholdPercent} % of their hours, so many were above.`,
    body: table(
      'Days above the WHO guideline by station and pollutant',
      head,
      ids.map((id) => [name(id), ...judged.map((parameter) => cell(parameter, id))]),
    ),
    note: html`WHO accepts three to four such days a year. “Too few hours”: measured, but no day reached
    ${data.extent.coverageThresholdPercent} %. A dot: not measured here.`,
  });
}

function columnHead({ name, guideline }: ParameterReport): Html {
  const limit = guideline === null ? '' : `${tick(guideline.value)} ${guideline.unit}, ${guideline.averaging}`;
  return html`${parameterLabel(name)} <small>${limit}</small>`;
}

function cell({ stations, guideline }: ParameterReport, locationId: number): Html {
  const series = stations.find((one) => one.locationId === locationId);
  if (series === undefined || guideline === null) return html`<span class="soft" aria-label="not measured">·</span>`;
  const { judged, above } = judge(series, guideline);
  if (judged === 0) return html`<span class="soft">too few hours</span>`;
  const share = Math.round((above / judged) * 100);
  return html`<b class="${above > 0 ? 'above' : 'below'}">${above}</b> of ${judged}<span
      class="bar"
      style="--share:${share}%"
    ></span>`;
}

function place({ stations }: ReportData): string {
  const active = stations.filter((station) => station.readings > 0);
  const localities = mostFrequent(active.map((station) => station.locality ?? ''));
  if (active.length === 0) return '';
  if (localities.length <= 3 && !localities.includes('')) return ` in ${listed(localities)}`;
  return ` in ${listed(mostFrequent(active.map((station) => station.country)).slice(0, 3))}`;
}

function mostFrequent(words: readonly string[]): string[] {
  const uses = Map.groupBy(words, (word) => word);
  return [...uses].sort(([, left], [, right]) => right.length - left.length).map(([word]) => word);
}

function period({ run, stations }: ReportData): string {
  const zone = stations[0]?.timezone ?? 'UTC';
  const first = civilDate(run.window.from, zone);
  const last = civilDate(run.window.to - 1, zone);
  return first === last ? `On ${longDay(first)},` : `Between ${daySpan(first, last)},`;
}

function answer({ parameters, stations }: ReportData): Html {
  const name = stationNames(stations);
  const found = parameters.flatMap((parameter) => {
    const judgement = judgeAll(parameter);
    return judgement === null || judgement.judged === 0 ? [] : [{ parameter, ...judgement }];
  });
  if (found.length === 0) return html`no station had a day with enough hours to be judged against a WHO guideline.`;
  const over = found.filter((one) => one.above > 0).sort((left, right) => right.above - left.above);
  const within = found.filter((one) => one.above === 0).map((one) => spoken(one.parameter.name));
  if (over.length === 0)
    return html`${listed(within)} stayed within the WHO guidelines on every day that could be judged.`;
  const [first, ...others] = over.map(({ parameter, above, judged }, index) => {
    const days = index === 0 ? counted(judged, 'station-day') : count(judged);
    return html`by ${spoken(parameter.name)} on <b>${above}</b> of ${days}${index === 0 ? worst(parameter, name) : ''}`;
  });
  const rest = others.map((one, index) => html`${index === others.length - 1 ? ' and ' : ', '}${one}`);
  const calm =
    within.length === 0 ? '' : ` ${capital(listed(within))} stayed within ${within.length > 1 ? 'theirs' : 'its own'}.`;
  return html`WHO guidelines were exceeded ${first ?? ''}${rest}.${calm}`;
}

function spoken(name: string): string {
  const [words, label] = [parameterWords(name), parameterLabel(name)];
  return name.startsWith('pm') ? `${words} (${label})` : words;
}

// Where a pollutant is measured at one place only, the place says nothing.
function worst({ stations, guideline }: ParameterReport, name: (locationId: number) => string): string {
  if (guideline === null || stations.length < 2) return '';
  const counts = stations.map((series) => ({ id: series.locationId, above: judge(series, guideline).above }));
  const top = counts.toSorted((left, right) => right.above - left.above)[0];
  return top === undefined ? '' : ` (${top.above} of them at ${name(top.id)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function keyFigures({ extent, stations, accounting, factRows }: ReportData): Html {
  const readings = stations.reduce((sum, station) => sum + station.readings, 0);
  const { headline: chain, agrees } = reconcile(accounting, factRows);
  const account = chain === null ? 'no run was recorded' : agrees ? 'every reading' : 'the counts disagree';
  const newest = stations.flatMap(({ latest, timezone }) => latest.map((one) => ({ ...one, timezone })));
  const last = newest.toSorted((left, right) => right.periodEnd - left.periodEnd)[0];
  const facts: [string, string][] = [
    ['Stations with readings', `${count(extent.stationsWithReadings)} of ${count(extent.stationsKnown)}`],
    ['Readings shown', count(readings)],
    ['Newest, local time', last === undefined ? 'none' : shortTime(last.periodEnd, last.timezone)],
    ['Accounted for', account],
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
