import type { ParameterReport, ReportData } from '../data.ts';
import { figure, legend, responsive } from '../figure.ts';
import { amount, counted } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel } from '../pollutants.ts';
import { amountClasses, limitClasses, type ColourClass } from '../scale.ts';
import { stationNames } from '../station-names.ts';
import { drawMap, type Spot } from './map-chart.ts';

/** Stations where they stand, coloured by the newest value of the pollutant that most of them measure. */
export function mapFigure(data: ReportData): Html | null {
  const parameter = mappedParameter(data);
  const spots = spotsOf(data, parameter);
  if (spots.length === 0) return null;
  const scale = scaleOf(parameter, spots);
  const lead = parameter === null ? '' : `Newest ${parameterLabel(parameter.name)}, ${parameter.unit}`;
  return figure({
    id: 'map',
    title: 'Where the stations stand',
    reading: reading(parameter, spots),
    body: html`<div class="beside">
      ${responsive(
        drawMap({ id: 'map-wide', width: 720, height: 540 }, spots, scale),
        drawMap({ id: 'map-narrow', width: 360, height: 400 }, spots, scale),
      )}
      <div>
        ${legend(lead, scale, [{ colour: 'soft', label: 'no such reading in this period', mark: 'ring' }])}
        <p class="note">${note(parameter, data.stations.length - spots.length)}</p>
      </div>
    </div>`,
  });
}

function spotsOf({ stations }: ReportData, parameter: ParameterReport | null): Spot[] {
  const name = stationNames(stations);
  return stations.flatMap(({ latitude, longitude, locationId, latest, readings }) => {
    if (latitude === null || longitude === null) return [];
    const value = latest.find((one) => one.parameter === parameter?.name) ?? null;
    return [{ latitude, longitude, name: name(locationId), latest: value, isSilent: readings === 0 }];
  });
}

// `parameters` is in order of weight in health, so particles win where as many stations measure them.
function mappedParameter({ parameters }: ReportData): ParameterReport | null {
  const judged = parameters.filter((parameter) => parameter.guideline !== null);
  const candidates = judged.length > 0 ? judged : parameters;
  return candidates.toSorted((left, right) => right.stations.length - left.stations.length)[0] ?? null;
}

function scaleOf(parameter: ParameterReport | null, spots: readonly Spot[]): ColourClass[] {
  const guideline = parameter?.guideline ?? null;
  const values = spots.flatMap((spot) => (spot.latest === null ? [] : [spot.latest.value]));
  return guideline === null ? amountClasses(values) : limitClasses(guideline.value);
}

function reading(parameter: ParameterReport | null, spots: readonly Spot[]): string {
  const silent = spots.filter((spot) => spot.isSilent).length;
  const quiet = silent === 0 ? '' : ` ${counted(silent, 'station')} nearby published nothing in this period.`;
  const measured = spots.flatMap((spot) => (spot.latest === null ? [] : [{ name: spot.name, ...spot.latest }]));
  const highest = measured.toSorted((left, right) => right.value - left.value)[0];
  if (parameter === null || highest === undefined) return `${counted(spots.length, 'station')}.${quiet}`;
  const label = parameterLabel(parameter.name);
  return `The newest ${label} readings go up to ${amount(highest.value)} ${highest.unit}, at ${highest.name}.${quiet}`;
}

function note(parameter: ParameterReport | null, unplaced: number): string {
  const guideline = parameter?.guideline ?? null;
  const orientation =
    guideline === null
      ? ''
      : `Colours set the newest reading against the ${guideline.averaging} guideline for orientation only: one hour is not a day. `;
  const missing = unplaced === 0 ? '' : `Without coordinates, and so not drawn: ${counted(unplaced, 'station')}. `;
  return `${orientation}${missing}A name that would cover another is left off. Equirectangular, true to scale in the middle.`;
}
