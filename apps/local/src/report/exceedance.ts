import type { DayValue, Guideline, ParameterReport, StationSeries } from './data.ts';

/** How the days of one series stand against a guideline. Only days with enough coverage are judged. */
export interface Judgement {
  readonly judged: number;
  readonly above: number;
}

export interface Peak {
  readonly locationId: number;
  readonly date: string;
  readonly value: number;
}

/** A day whose value may be compared with a guideline. */
export function isJudged(day: DayValue): day is DayValue & { readonly value: number } {
  return day.isValid && day.value !== null;
}

export function judge(series: StationSeries, guideline: Guideline): Judgement {
  const judged = series.days.filter(isJudged);
  return { judged: judged.length, above: judged.filter((day) => day.value > guideline.value).length };
}

/** The same over all stations: days are counted per station, so two stations over on one day count twice. */
export function judgeAll(parameter: ParameterReport): Judgement | null {
  const { guideline } = parameter;
  if (guideline === null) return null;
  return parameter.stations
    .map((series) => judge(series, guideline))
    .reduce((sum, one) => ({ judged: sum.judged + one.judged, above: sum.above + one.above }), { judged: 0, above: 0 });
}

/** The highest valid day of all stations. */
export function peakDay(parameter: ParameterReport): Peak | null {
  let peak: Peak | null = null;
  for (const { locationId, days } of parameter.stations) {
    for (const day of days.filter(isJudged)) {
      if (peak === null || day.value > peak.value) peak = { locationId, date: day.date, value: day.value };
    }
  }
  return peak;
}

/** What a day's value is called: it depends on the time over which the guideline averages. */
export function dayStatistic(parameter: ParameterReport): string {
  return parameter.guideline?.averaging === '8 h' ? 'highest 8-hour mean of the day' : 'daily mean';
}
