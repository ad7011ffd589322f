import { renderChart, type ChartFrame } from '../chart.ts';
import type { StationSeries } from '../data.ts';
import { isJudged } from '../exceedance.ts';
import { amount, datesBetween } from '../format.ts';
import type { Html } from '../html.ts';
import { classOf, type ColourClass } from '../scale.ts';
import { paint } from '../theme.ts';
import { detailedDays, type TimeAxis } from '../time-axis.ts';

const header = 20;
const side = 34;
const rowHeight = 32;
const wallWidth = 340;
const stripWidth = 520;

/** Size of a calendar: a row per week, or for long windows a column per week. */
export function calendarSize(axis: TimeAxis): { readonly width: number; readonly height: number } {
  return isWall(axis)
    ? { width: wallWidth, height: header + weeks(axis) * rowHeight + 4 }
    : { width: stripWidth, height: header + 7 * columnWidth(axis) + 4 };
}

/** A wall calendar with a value in each day; over two months a strip of weeks without them. */
export function drawCalendar(
  frame: ChartFrame,
  series: StationSeries,
  axis: TimeAxis,
  scale: readonly ColourClass[],
): Html {
  const wall = isWall(axis);
  const cell = wall ? [(frame.width - side - 4) / 7, rowHeight] : [columnWidth(axis), columnWidth(axis)];
  const text = { color: paint('soft'), fontSize: wall ? 10.5 : 13 };
  return renderChart(frame, {
    visualMap: { type: 'piecewise', show: false, dimension: 1, pieces: pieces(scale) },
    calendar: {
      orient: wall ? 'vertical' : 'horizontal',
      range: [axis.first, axis.last],
      left: side,
      top: header,
      cellSize: cell,
      splitLine: { show: false },
      yearLabel: { show: false },
      monthLabel: { ...text, margin: 6, nameMap: wall ? months : quarters },
      dayLabel: { ...text, firstDay: 1, margin: 6, nameMap: wall ? weekdays : ['', 'M', '', '', '', 'F', ''] },
      itemStyle: { color: 'transparent', borderWidth: 0 },
    },
    series: {
      type: 'heatmap',
      coordinateSystem: 'calendar',
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { borderColor: paint('paper'), borderWidth: wall ? 2 : 0.7 },
      data: cells(series, axis, scale, wall),
    },
  });
}

function cells({ days }: StationSeries, axis: TimeAxis, scale: readonly ColourClass[], wall: boolean) {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return datesBetween(axis.first, axis.last).map((date) => {
    const day = byDate.get(date);
    const value = day?.value ?? null;
    const found = day !== undefined && isJudged(day) ? classOf(day.value, scale) : null;
    const position = found === null ? unjudged : scale.indexOf(found) + 1;
    return {
      value: [date, value === null ? missing : position],
      label: { show: wall, formatter: cellText(date, value), color: paint(found?.ink ?? 'soft'), rich },
      ...(value === null ? { itemStyle: hollow } : {}),
    };
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
// In a strip a month is as wide as its name.
const quarters = months.map((month, index) => (index % 3 === 0 ? month : ''));
const weekdays = ['S', 'M', 'T', 'W', 'T', 'F', 'S'];

const missing = -1;
const unjudged = 0;
const hollow = { borderColor: paint('rule'), borderWidth: 0.7 };

const rich = {
  d: { fontSize: 8.5, lineHeight: 10 },
  v: { fontSize: 12, lineHeight: 14, fontWeight: 'bold' as const },
};

function cellText(date: string, value: number | null): string {
  const number = `{d|${Number(date.slice(8))}}`;
  return value === null ? number : `${number}\n{v|${value >= 9.95 ? Math.round(value) : amount(value)}}`;
}

// Classes as whole numbers: the map then takes a colour by name and blends nothing.
function pieces(scale: readonly ColourClass[]) {
  const filled = scale.map(({ colour }, index) => ({ value: index + 1, color: paint(colour) }));
  return [{ value: missing, color: paint('paper') }, { value: unjudged, color: paint('void') }, ...filled];
}

function isWall(axis: TimeAxis): boolean {
  return axis.days <= detailedDays;
}

function weeks({ first, days }: TimeAxis): number {
  const daysBefore = (new Date(first).getUTCDay() + 6) % 7;
  return Math.ceil((daysBefore + days) / 7);
}

function columnWidth(axis: TimeAxis): number {
  return Math.min(18, (stripWidth - side - 4) / weeks(axis));
}
