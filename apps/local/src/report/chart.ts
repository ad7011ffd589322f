import {
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  type HeatmapSeriesOption,
  type LineSeriesOption,
  type SankeySeriesOption,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  CalendarComponent,
  GridComponent,
  MarkLineComponent,
  VisualMapComponent,
  type CalendarComponentOption,
  type GridComponentOption,
  type MarkLineComponentOption,
  type VisualMapComponentOption,
} from 'echarts/components';
import { init, use, type ComposeOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml, Html } from './html.ts';
import { unpaint } from './theme.ts';

use([HeatmapChart, LineChart, SankeyChart, ScatterChart, CalendarComponent, GridComponent, MarkLineComponent]);
use([VisualMapComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  | CalendarComponentOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | MarkLineComponentOption
  | SankeySeriesOption
  | ScatterSeriesOption
  | VisualMapComponentOption
>;

export interface ChartFrame {
  /** Unique in the page: the ids inside the SVG are derived from it. */
  readonly id: string;
  /** What a reader who cannot see the chart is told. */
  readonly label: string;
  /** Pixels at which text has its natural size; the page scales the chart to its column. */
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as an SVG element for the page: no size of its own, colours as CSS variables, no script. */
export function renderChart(frame: ChartFrame, option: ChartOption): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: frame.width, height: frame.height });
  try {
    chart.setOption({ animation: false, ...option });
    return new Html(dress(frame, chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

// ECharts writes for a page of its own: hover rules, metadata for its client, fonts and ids that count up per process.
function dress(frame: ChartFrame, svg: string): string {
  const drawing = svg
    .replace(/^<svg[^>]*>\s*<rect[^>]*><\/rect>/, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_[a-z_]+|pointer-events|xml:space)="[^"]*"/g, '')
    .replaceAll(/font-family:[^;"]*;?/g, '')
    .replaceAll(/\bzr\d+-c(\d+)\b/g, `${frame.id}-clip$1`)
    .replaceAll(/\b(d|transform|x|y)="[^"]*"/g, (attribute) => attribute.replaceAll(/\d+\.\d{2,}/g, shorten))
    .replaceAll('></path>', '/>')
    .replaceAll(/<path [^>]*fill="none"[^>]*stroke-width="0"\/>/g, '')
    .replaceAll('\n', '');
  const box = `0 0 ${frame.width} ${frame.height}`;
  return `<svg viewBox="${box}" role="img" aria-label="${escapeHtml(frame.label)}">${unpaint(drawing)}`;
}

function shorten(number: string): string {
  return String(Math.round(Number(number) * 10) / 10);
}
