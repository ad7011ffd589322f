import { renderChart } from '../chart.ts';
import type { ReportData, SensorCompleteness } from '../data.ts';
import { figure, legend, responsive } from '../figure.ts';
import { counted, datesBetween } from '../format.ts';
import type { Html } from '../html.ts';
import { parameterLabel } from '../pollutants.ts';
import { classOf, type ColourClass } from '../scale.ts';
import { stationNames } from '../station-names.ts';
import { paint, type Colour } from '../theme.ts';
import { timeAxis, type TimeAxis } from '../time-axis.ts';

const rowHeight = 15;
const mostColumns = 92;
const dayLength = 86_400_000;

const hollow = { borderColor: paint('rule'), borderWidth: 0.7 };

const scale: readonly ColourClass[] = [
  step('paper', 0, 'nothing'),
  step('amount1', 50, 'up to 50 %'),
  step('amount2', 74.999, 'below 75 %'),
  step('amount4', 99.999, '75 % and more'),
  step('amount5', Number.POSITIVE_INFINITY, 'complete'),
];

/** Sensors × days: how much of each day there is. */
export function completenessFigure(data: ReportData): Html | null {
  const { completeness, extent } = data;
  if (completeness.length === 0) return null;
  const axis = timeAxis(data, 8);
  const silent = completeness.filter((sensor) => sensor.days.length === 0).length;
  const hidden = extent.sensorsKnown - extent.sensorsShown;
  const quiet = silent === 0 ? '' : ` ${counted(silent, 'sensor')} published nothing.`;
  const rest = hidden === 0 ? '' : ` ${extent.sensorsShown} of ${counted(extent.sensorsKnown, 'sensor')} shown.`;
  const columns = columnsOf(axis);
  return figure({
    id: 'completeness',
    title: 'How complete the days are',
    reading: `One row per sensor, one column per ${columns.days === 1 ? 'day' : `${columns.days} days`}.${quiet}${rest}`,
    body: [
      responsive(draw(data, axis, columns, 1040), draw(data, axis, columns, 360)),
      legend('', scale.slice(1), [{ colour: 'rule', label: 'nothing', mark: 'hollow' }]),
    ],
    note: `A day below ${extent.coverageThresholdPercent} % is shown but not judged. The first and the last day are often cut by the period itself.`,
  });
}

interface Columns {
  readonly first: readonly string[];
  readonly days: number;
}

// Beyond three months a day is thinner than a pixel on a telephone: then a column is the mean of several.
function columnsOf({ first, last, days }: TimeAxis): Columns {
  const width = Math.ceil(days / mostColumns);
  return { first: datesBetween(first, last).filter((_, index) => index % width === 0), days: width };
}

function draw(data: ReportData, axis: TimeAxis, columns: Columns, width: number): Html {
  const name = stationNames(data.stations);
  const rows = data.completeness.map((sensor) => ({
    label: `${shortened(name(sensor.locationId), width > 500 ? 24 : 14)} ${parameterLabel(sensor.parameter)}`,
    values: shares(sensor, axis, columns),
  }));
  const left = width > 500 ? 190 : 120;
  const text = { color: paint('soft'), fontSize: width > 500 ? 11.5 : 10 };
  const bare = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const label = `Completeness of ${counted(rows.length, 'sensor')} over ${counted(axis.days, 'day')}`;
  return renderChart(
    { id: `completeness-${width}`, label, width, height: rows.length * rowHeight + 26 },
    {
      visualMap: {
        type: 'piecewise',
        show: false,
        dimension: 2,
        pieces: scale.map(({ colour }, index) => ({ value: index, color: paint(colour) })),
      },
      grid: { left, right: 4, top: 22, bottom: 4 },
      xAxis: {
        ...bare,
        type: 'category',
        position: 'top',
        data: [...columns.first],
        axisLabel: {
          ...text,
          interval: isTick(axis, columns),
          formatter: (date: string) => axis.tickLabel(Date.parse(date)),
        },
      },
      yAxis: {
        ...bare,
        type: 'category',
        inverse: true,
        data: rows.map((row) => row.label),
        axisLabel: { ...text, interval: 0 },
      },
      series: {
        type: 'heatmap',
        silent: true,
        emphasis: { disabled: true },
        itemStyle: { borderColor: paint('paper'), borderWidth: 1 },
        data: rows.flatMap(({ values }, row) =>
          values.map((share, column) => ({
            value: [column, row, scale.indexOf(classOf(share, scale))],
            ...(share === 0 ? { itemStyle: hollow } : {}),
          })),
        ),
      },
    },
  );
}

function isTick({ ticks }: TimeAxis, { first, days }: Columns): (index: number) => boolean {
  return (index) => {
    const start = Date.parse(first[index] ?? '');
    return ticks.some((tick) => tick >= start && tick < start + days * dayLength);
  };
}

function shares({ days }: SensorCompleteness, axis: TimeAxis, columns: Columns): number[] {
  const byDate = new Map(days.map((day) => [day.date, day.percentComplete]));
  const all = datesBetween(axis.first, axis.last).map((date) => byDate.get(date) ?? 0);
  return columns.first.map((_, index) => {
    const part = all.slice(index * columns.days, (index + 1) * columns.days);
    return part.reduce((sum, share) => sum + share, 0) / part.length;
  });
}

// Never at the cost of the pollutant behind it.
function shortened(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1).trimEnd()}…`;
}

function step(colour: Colour, upTo: number, label: string): ColourClass {
  return { colour, ink: 'ink', upTo, label };
}
