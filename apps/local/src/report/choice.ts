import type { Guideline } from './data.ts';
import { guidelineFor } from './guideline.ts';
import { compareParameters } from './pollutants.ts';
import type { SensorRow } from './queries/sensors.ts';

/** Which sensors a report draws. */
export interface SensorChoice {
  readonly parameters: readonly ChosenParameter[];
  readonly parametersKnown: number;
  /** Rows of the completeness strip, by station, then by parameter. */
  readonly strip: readonly SensorRow[];
  readonly sensorsKnown: number;
}

export interface ChosenParameter {
  readonly name: string;
  readonly unit: string;
  readonly guideline: Guideline | null;
  /** One per station, in the order of the stations. */
  readonly sensors: readonly SensorRow[];
}

const maximumParameters = 10;

/**
 * Chooses one sensor per station and parameter, the one with the most readings, and the parameters: those with a guideline first,
 * then those that more stations measure.
 *
 * @param rows - Most readings first.
 * @param stationOrder - Location ids in the order in which stations are shown.
 */
export function chooseSensors(
  rows: readonly SensorRow[],
  stationOrder: readonly number[],
  maximumSensors: number,
): SensorChoice {
  const position = new Map(stationOrder.map((id, index) => [id, index]));
  const byStation = (left: SensorRow, right: SensorRow) =>
    (position.get(left.location_id) ?? 0) - (position.get(right.location_id) ?? 0);
  const groups = Map.groupBy(
    rows.filter((row) => row.readings > 0),
    ({ parameter, unit }) => JSON.stringify([parameter, unit]),
  );
  const parameters = [...groups.values()].flatMap((group) => chosenParameter(group, byStation));
  const kept = parameters
    .toSorted((left, right) => weight(right) - weight(left))
    .slice(0, maximumParameters)
    .toSorted((left, right) => compareParameters(left.name, right.name));
  const strip = rows
    .slice(0, maximumSensors)
    .toSorted((left, right) => byStation(left, right) || compareParameters(left.parameter, right.parameter));
  return { parameters: kept, parametersKnown: parameters.length, strip, sensorsKnown: rows.length };
}

function chosenParameter(
  group: readonly SensorRow[],
  byStation: (left: SensorRow, right: SensorRow) => number,
): ChosenParameter[] {
  const [first] = group;
  if (first === undefined) return [];
  const best = [...Map.groupBy(group, (row) => row.location_id).values()].flatMap((sensors) => sensors.slice(0, 1));
  const { parameter: name, unit } = first;
  return [{ name, unit, guideline: guidelineFor(name, unit), sensors: best.toSorted(byStation) }];
}

function weight({ guideline, sensors }: ChosenParameter): number {
  return (guideline === null ? 0 : 1_000_000) + sensors.length;
}
