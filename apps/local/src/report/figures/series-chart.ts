import { renderChart, type ChartFrame } from '../chart.ts';
import type { DayValue, Guideline, HourValue, ParameterReport, StationSeries } from '../data.ts';
import { isJudged } from '../exceedance.ts';
import { tick } from '../format.ts';
import type { Html } from '../html.ts';
import { roundStep } from '../scale.ts';
import { paint, type Colour } from '../theme.ts';
import { detailedDays, type TimeAxis } from '../time-axis.ts';

const hourLength = 3_600_000;
const dayLength = 24 * hourLength;
const leastPixels = 2;

/** A point of a line; null ends it. */
type Point = readonly [wall: number, value: number | null];

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

/** One value scale for all panels of a parameter. */
export function valueScale({ stations, guideline }: ParameterReport): Scale {
  const values = stations.flatMap((series) => [
    ...series.hours.flatMap((hour) => hour.mean ?? []),
    ...series.days.flatMap((day) => day.value ?? []),
  ]);
  const high = values.reduce((left, right) => Math.max(left, right), (guideline?.value ?? 0) * 1.1);
  const low = values.reduce((left, right) => Math.min(left, right), 0);
  const step = roundStep((high - low || 1) / 4);
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { min: low, max: high + (high - low) * 0.03, ticks };
}

/** Faint hours, bold days, the limit across. */
export function drawSeries(
  frame: ChartFrame,
  { hours, days }: StationSeries,
  { guideline }: ParameterReport,
  axis: TimeAxis,
  scale: Scale,
): Html {
  const isOver = (day: DayValue) => guideline !== null && (day.value ?? 0) > guideline.value;
  const bars = (isShown: (day: DayValue) => boolean) => dayBars(days.filter(isShown), axis, frame.width);
  return renderChart(frame, {
    grid: { left: 36, right: 34, top: 8, bottom: 20 },
    xAxis: { ...bare, type: 'value', min: axis.min, max: axis.max, ...ticks(axis) },
    yAxis: { ...bare, type: 'value', min: scale.min, max: scale.max, ...valueTicks(scale) },
    series: [
      line(hourLine(hours), 'hourly', 0.8),
      line(
        bars((day) => !isJudged(day)),
        'soft',
        1.2,
        axis.days <= detailedDays ? [3, 2] : 'solid',
      ),
      line(
        bars((day) => isJudged(day) && !isOver(day)),
        'below',
        2.4,
      ),
      {
        ...line(
          bars((day) => isJudged(day) && isOver(day)),
          'above',
          2.4,
        ),
        ...limitLine(guideline),
      },
    ],
  });
}

const bare = { axisLine: { show: false }, axisTick: { show: false } };
const text = { color: paint('soft'), fontSize: 11 };

function valueTicks({ ticks: values }: Scale) {
  const customValues = [...values];
  return {
    axisTick: { show: false, customValues },
    axisLabel: { ...text, customValues, margin: 6, formatter: (value: number) => tick(value) },
    splitLine: { lineStyle: { color: paint('grid') } },
  };
}

function ticks({ ticks: values, tickLabel }: TimeAxis) {
  const customValues = [...values];
  return {
    axisTick: { show: true, length: 3, customValues, lineStyle: { color: paint('rule') } },
    axisLine: { show: true, onZero: false, lineStyle: { color: paint('rule') } },
    axisLabel: { ...text, customValues, margin: 6, formatter: tickLabel, hideOverlap: true },
    splitLine: { show: false },
  };
}

function line(data: readonly Point[], colour: Colour, width: number, dash: number[] | 'solid' = 'solid') {
  return {
    type: 'line' as const,
    silent: true,
    showSymbol: false,
    connectNulls: false,
    lineStyle: { color: paint(colour), width, type: dash, cap: 'butt' as const },
    data: data.map(([wall, value]) => [wall, value ?? '-']),
  };
}

function limitLine(guideline: Guideline | null) {
  if (guideline === null) return {};
  const formatter = `${guideline.label.split(' ')[0] ?? ''}\n${guideline.averaging}\n${tick(guideline.value)}`;
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: paint('limit'), width: 1, type: 'solid' as const },
      label: { formatter, position: 'end' as const, distance: 4, fontSize: 10, lineHeight: 11, color: paint('limit') },
      data: [{ yAxis: guideline.value }],
    },
  };
}

function hourLine(hours: readonly HourValue[]): Point[] {
  return hours.flatMap(({ start, utcOffsetMinutes, mean }, index) => {
    const wall = start + utcOffsetMinutes * 60_000;
    const before = hours[index - 1];
    const point: Point = [wall + hourLength / 2, mean];
    // A missing hour is a gap, never a straight line across it.
    return before !== undefined && start - before.start > hourLength ? [[wall, null], point] : [point];
  });
}

// A bar as wide as its day: a mean holds for the whole day, and a lone day stays visible.
function dayBars(days: readonly DayValue[], axis: TimeAxis, width: number): Point[] {
  // ECharts drops a segment shorter than a pixel.
  const shortest = (leastPixels * (axis.max - axis.min)) / width;
  const half = Math.max(dayLength, shortest) / 2;
  return days.flatMap(({ date, value }): Point[] => {
    const middle = Date.parse(date) + dayLength / 2;
    return [
      [middle - half, value],
      [middle + half, value],
      [middle + half, null],
    ];
  });
}
