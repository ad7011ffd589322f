import { renderChart, type ChartFrame, type ChartOption } from '../chart.ts';
import type { LatestReading } from '../data.ts';
import { amount, counted, tick } from '../format.ts';
import type { Html } from '../html.ts';
import { placeLabels, type LabelSide } from '../label-placement.ts';
import { fitProjection, type Place, type Projection } from '../projection.ts';
import { classOf, roundStep, type ColourClass } from '../scale.ts';
import { paint } from '../theme.ts';

/** A station on the map. */
export interface Spot extends Place {
  readonly name: string;
  /** Null: drawn as a ring. */
  readonly latest: LatestReading | null;
  readonly isSilent: boolean;
}

const margin = { left: 6, right: 6, top: 6, bottom: 24 };
const barPixels = 110;
const characterWidth = 7.8;

export function drawMap(frame: Omit<ChartFrame, 'label'>, spots: readonly Spot[], scale: readonly ColourClass[]): Html {
  const width = frame.width - margin.left - margin.right;
  const height = frame.height - margin.top - margin.bottom;
  const projection = fitProjection(spots, width, height);
  // Stations with a value are named first where there is not room for every name.
  const ordered = spots.toSorted((left, right) => Number(left.latest === null) - Number(right.latest === null));
  const wishes = ordered.map((spot) => {
    const [x, y] = projection.toPixel(spot);
    return { x, y, radius: radius(spot), width: text(spot).length * characterWidth, height: 16 };
  });
  const sides = placeLabels(wishes, width, height);
  const label = `Map of ${counted(spots.length, 'station')}: ${ordered.map(text).join(', ')}`;
  return renderChart({ ...frame, label }, mapOption(ordered, sides, scale, projection));
}

function radius({ latest }: Spot): number {
  return latest === null ? 4 : 9;
}

function text({ name, latest }: Spot): string {
  return latest === null ? name : `${name} ${amount(latest.value)}`;
}

function mapOption(
  spots: readonly Spot[],
  sides: readonly (LabelSide | null)[],
  scale: readonly ColourClass[],
  projection: Projection,
): ChartOption {
  const { west, east, south, north, graticule } = projection;
  const markers = spots.map((spot, index) => marker(spot, sides[index] ?? null, scale));
  return {
    grid: { ...margin, show: true, backgroundColor: paint('panel'), borderColor: paint('rule') },
    xAxis: degreeAxis(west, east, graticule, 'W', 'E'),
    yAxis: degreeAxis(south, north, graticule, 'S', 'N'),
    // Stations with a value lie on top of the silent ones: two networks often name the same site.
    series: [{ type: 'scatter', silent: true, z: 3, data: markers.toReversed() }, ...scaleBar(projection)],
  };
}

function degreeAxis(min: number, max: number, step: number, negative: string, positive: string) {
  const customValues = multiples(min, max, step);
  // Enough to write the step itself out: 0.025° ticks with two digits would not be evenly spaced.
  const digits = Number(step.toPrecision(6)).toString().split('.')[1]?.length ?? 0;
  const formatter = (value: number) => `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
  return {
    type: 'value' as const,
    min,
    max,
    axisLine: { show: false },
    axisTick: { show: false, customValues },
    axisLabel: {
      customValues,
      formatter,
      inside: positive === 'N',
      color: paint('soft'),
      fontSize: 11,
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: paint('rule'), width: 0.7 } },
  };
}

function multiples(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step);
  const last = Math.floor(max / step);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => (first + index) * step);
}

function marker(spot: Spot, side: LabelSide | null, scale: readonly ColourClass[]) {
  const isRing = spot.latest === null;
  const fill = spot.latest === null ? 'paper' : classOf(spot.latest.value, scale).colour;
  return {
    value: [spot.longitude, spot.latitude],
    symbol: 'circle',
    symbolSize: radius(spot) * 2,
    itemStyle: {
      color: paint(fill),
      borderColor: paint(isRing ? 'soft' : 'ink'),
      borderWidth: isRing ? 1 : 1.2,
      opacity: 1,
    },
    label: {
      show: side !== null,
      position: side ?? ('right' as const),
      distance: 5,
      formatter: () => text(spot),
      fontSize: isRing ? 11 : 12.5,
      fontWeight: isRing ? ('normal' as const) : ('bold' as const),
      color: paint(isRing ? 'soft' : 'ink'),
      textBorderColor: paint('panel'),
      textBorderWidth: 3,
    },
  };
}

function scaleBar({ west, south, north, east, kilometresPerPixel, toPixel }: Projection) {
  if (kilometresPerPixel === null) return [];
  const kilometres = roundStep((barPixels * kilometresPerPixel) / 2);
  const [right] = toPixel({ longitude: east, latitude: south });
  const degrees = ((east - west) * kilometres) / kilometresPerPixel / right;
  const end = east - (east - west) * 0.02;
  const height = south + (north - south) * 0.04;
  const label = {
    show: true,
    formatter: `${tick(kilometres)} km`,
    position: 'left' as const,
    color: paint('ink'),
    fontSize: 12,
  };
  return [
    {
      type: 'line' as const,
      silent: true,
      symbol: 'none',
      lineStyle: { color: paint('ink'), width: 3 },
      itemStyle: { color: paint('ink') },
      data: [{ value: [end - degrees, height], symbol: 'circle', symbolSize: 1, label }, { value: [end, height] }],
    },
  ];
}
