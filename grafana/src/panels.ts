import { PanelBuilder as BarChart } from '@grafana/grafana-foundation-sdk/barchart';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  TableCellDisplayMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type DynamicConfigValue,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { prometheus, SqlQuery, star } from './data-sources.ts';

export const thresholds = (steps: readonly Threshold[]): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);

export const byThresholds = (): FieldColorBuilder => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);

const legend = (): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([]);

/** How one figure is shown: its unit, where its colour changes, and its decimals. */
export interface Figure {
  readonly unit: string;
  readonly steps: readonly Threshold[];
  readonly decimals?: number;
}

/** Figures side by side. The query gives one row; they are named after its columns, and one query fills them all. */
export function figures(title: string, sql: string, columns: Readonly<Record<string, Figure>>): Stat {
  const names = Object.keys(columns);
  const panel = new Stat()
    .title(title)
    .datasource(star)
    .withTarget(new SqlQuery(sql))
    .unit('none')
    .noValue('no data')
    .colorScheme(byThresholds())
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(names.length === 1 ? BigValueTextMode.Value : BigValueTextMode.ValueAndName)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false));
  for (const [name, { unit: id, steps, decimals: count = 0 }] of Object.entries(columns)) {
    panel.overrideByName(name, [unit(id), decimals(count), coloured(steps)]);
  }
  return panel;
}

/** A table; units and colours come by column. */
export const table = (title: string, sql: string, source = star): Table =>
  new Table()
    .title(title)
    .datasource(source)
    .withTarget(new SqlQuery(sql, 'table', source))
    .unit('none')
    .noValue('–')
    .filterable(false);

/** Lines over time, from PostgreSQL. */
export const series = (title: string, sql: string, unit: string, source = star): TimeSeries =>
  lines(title, unit)
    .datasource(source)
    .withTarget(new SqlQuery(sql, 'time_series', source));

/** Lines over time, from Prometheus. */
export const metric = (title: string, query: DataqueryBuilder, unit: string): TimeSeries =>
  lines(title, unit).datasource(prometheus).withTarget(query);

const lines = (title: string, unit: string): TimeSeries =>
  new TimeSeries()
    .title(title)
    .unit(unit)
    .min(0)
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));

/** A bar for each row; `category` names its column. */
export const bars = (title: string, sql: string, category: string, unit: string): BarChart =>
  new BarChart()
    .title(title)
    .datasource(star)
    .withTarget(new SqlQuery(sql))
    .xField(category)
    .xTickLabelSpacing(100)
    .showValue(VisibilityMode.Never)
    .unit(unit)
    .min(0)
    .fillOpacity(90)
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));

export const unit = (id: string): DynamicConfigValue => ({ id: 'unit', value: id });

export const decimals = (count: number): DynamicConfigValue => ({ id: 'decimals', value: count });

export const width = (pixels: number): DynamicConfigValue => ({ id: 'custom.width', value: pixels });

export const link = (title: string, url: string): DynamicConfigValue => ({ id: 'links', value: [{ title, url }] });

export const fixedColour = (fixedColor: string): DynamicConfigValue => ({
  id: 'color',
  value: { mode: FieldColorModeId.Fixed, fixedColor },
});

const coloured = (steps: readonly Threshold[]): DynamicConfigValue => ({
  id: 'thresholds',
  value: { mode: ThresholdsMode.Absolute, steps },
});

const background: DynamicConfigValue = {
  id: 'custom.cellOptions',
  value: { type: TableCellDisplayMode.ColorBackground, mode: 'basic' },
};

/** A cell filled by its value. */
export const filled = (steps: readonly Threshold[]): DynamicConfigValue[] => [
  background,
  { id: 'color', value: { mode: FieldColorModeId.Thresholds } },
  coloured(steps),
];

/** A cell filled by the word in it. */
export const filledByWord = (colours: Readonly<Record<string, string>>): DynamicConfigValue[] => {
  const options = Object.entries(colours).map(([word, color], index) => [word, { color, index }] as const);
  return [
    background,
    // Of any other word, which would be green.
    fixedColour('transparent'),
    { id: 'mappings', value: [{ type: MappingType.ValueToText, options: Object.fromEntries(options) }] },
  ];
};

/** A line to compare with, not a measurement. */
export const dashed = (colour: string): DynamicConfigValue[] => [
  fixedColour(colour),
  { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 6] } },
  { id: 'custom.drawStyle', value: 'line' },
  { id: 'custom.fillOpacity', value: 0 },
  { id: 'custom.showPoints', value: VisibilityMode.Never },
];
