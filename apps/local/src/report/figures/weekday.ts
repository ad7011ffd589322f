import { renderChart } from '../chart.ts';
import type { ParameterReport, ReportData, WeekdayHour } from '../data.ts';
import { figure, legend } from '../figure.ts';
import { amount } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel, parameterWords } from '../pollutants.ts';
import { amountClasses, classOf, type ColourClass } from '../scale.ts';
import { paint } from '../theme.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const names = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Hour × weekday for every pollutant with a guideline. */
export function weekdayFigures({ parameters }: ReportData): Html[] {
  return parameters
    .filter((parameter) => parameter.guideline !== null && parameter.weekdayHours.length > 0)
    .map((parameter) => weekdayFigure(parameter));
}

function weekdayFigure(parameter: ParameterReport): Html {
  const { name, unit, weekdayHours } = parameter;
  const scale = amountClasses(weekdayHours.map((one) => one.mean));
  const label = parameterLabel(name);
  const words = parameterWords(name);
  return figure({
    id: `weekday-${name}`,
    title: html`${label} <small>${words === label ? '' : `${words}, `}${unit}</small>`,
    reading: reading(weekdayHours),
    body: [draw(`weekday-chart-${name}`, label, weekdayHours, scale), legend(unit, scale)],
    span: 1,
  });
}

function reading(weekdayHours: readonly WeekdayHour[]): string {
  const ordered = weekdayHours.toSorted((left, right) => left.mean - right.mean);
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  if (lowest === undefined || highest === undefined) return '';
  return `Highest: ${when(highest)} (${amount(highest.mean)}); lowest: ${when(lowest)} (${amount(lowest.mean)}).`;
}

function when({ weekday, hour }: WeekdayHour): string {
  return `${names[weekday - 1] ?? ''}, ${hour}–${hour + 1} h`;
}

function draw(id: string, label: string, weekdayHours: readonly WeekdayHour[], scale: readonly ColourClass[]): Html {
  const text = { color: paint('soft'), fontSize: 10.5 };
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const frame = { id, width: 340, height: 172, label: `${label} by hour of the day and day of the week` };
  return renderChart(frame, {
    visualMap: {
      type: 'piecewise',
      show: false,
      dimension: 2,
      pieces: scale.map(({ colour }, index) => ({ value: index, color: paint(colour) })),
    },
    grid: { left: 34, right: 4, top: 4, bottom: 20 },
    xAxis: {
      ...bare,
      type: 'category',
      data: Array.from({ length: 24 }, (_, hour) => String(hour)),
      axisLabel: {
        ...text,
        interval: (hour: number) => hour % 3 === 0,
        formatter: (hour: string) => `${hour} h`,
        margin: 6,
      },
    },
    yAxis: { ...bare, type: 'category', inverse: true, data: weekdays, axisLabel: { ...text, margin: 6 } },
    series: {
      type: 'heatmap',
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { borderColor: paint('paper'), borderWidth: 1 },
      data: weekdayHours.map(({ weekday, hour, mean }) => [hour, weekday - 1, scale.indexOf(classOf(mean, scale))]),
    },
  });
}
