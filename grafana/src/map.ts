import { FrameGeometrySourceMode, type MapLayerOptions } from '@grafana/grafana-foundation-sdk/common';
import {
  ControlsOptionsBuilder,
  MapViewConfigBuilder,
  PanelBuilder as Geomap,
  TooltipMode,
  TooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/geomap';
import { SqlQuery, star } from './data-sources.ts';
import { againstGuideline } from './palette.ts';
import { byThresholds, thresholds } from './panels.ts';

// Grafana serves the outlines of the countries itself. Any layer may be the base layer; all it offers as one are tiles.
const outlines: MapLayerOptions = {
  type: 'geojson',
  name: 'Countries',
  config: {
    src: 'public/maps/countries.geojson',
    rules: [],
    style: { color: { fixed: 'text' }, opacity: 0.1, lineWidth: 1 },
  },
};

// What the view is fitted to: the outlines would make it the whole world.
const stations = 'Stations';

const markers = (colour: string, label: string): MapLayerOptions => ({
  type: 'markers',
  name: stations,
  tooltip: true,
  location: { mode: FrameGeometrySourceMode.Coords, latitude: 'latitude', longitude: 'longitude' },
  config: {
    showLegend: true,
    style: {
      color: { field: colour, fixed: 'text' },
      opacity: 0.9,
      size: { fixed: 8, min: 8, max: 8 },
      symbol: { mode: 'fixed', fixed: 'img/icons/marker/circle.svg' },
      // Without tiles the names of the stations are what one finds one's way by.
      text: { mode: 'field', field: label, fixed: '' },
      textConfig: { fontSize: 11, offsetX: 0, offsetY: 16, textAlign: 'center', textBaseline: 'middle' },
    },
  },
});

/** A map that needs no network; the query gives `latitude`, `longitude` and a column in multiples of the guideline. */
export const map = (title: string, sql: string, colour: string, label: string): Geomap =>
  new Geomap()
    .title(title)
    .datasource(star)
    .withTarget(new SqlQuery(sql))
    .unit('none')
    .thresholds(thresholds(againstGuideline))
    .colorScheme(byThresholds())
    .basemap({ build: () => outlines })
    .layers([{ build: () => markers(colour, label) }])
    .view(
      new MapViewConfigBuilder()
        .id('fit')
        .allLayers(false)
        .layer(stations)
        .padding(20)
        .maxZoom(12)
        .lat(0)
        .lon(0)
        .zoom(2),
    )
    .controls(new ControlsOptionsBuilder().showZoom(true).mouseWheelZoom(false).showAttribution(true).showScale(true))
    .tooltip(new TooltipOptionsBuilder().mode(TooltipMode.Details));
