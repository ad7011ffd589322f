import { datetimeObject } from '../timestamp.ts';
import { wireFloat } from '../wire-number.ts';
import { coordinatesText, placeOf } from './place.ts';
import type { GeneratedReading } from './reading.ts';
import type { GeneratedSensor } from './sensor.ts';
import type { GeneratedSeries } from './series.ts';

/** The row of `/v3/sensors/{id}`. Its summary is over the whole series, read once and not kept. */
export function sensorRow(series: GeneratedSeries): string {
  const { sensor } = series;
  const first = series.first();
  const last = series.last();
  const head = JSON.stringify(sensorIdentity(sensor)).slice(0, -1);
  if (first === undefined || last === undefined) {
    return `${head},"datetimeFirst":null,"datetimeLast":null,"coverage":null,"latest":null,"summary":null}`;
  }
  const from = datetimeObject(first.periodEnd, sensor.site.timezone);
  const to = datetimeObject(last.periodEnd, sensor.site.timezone);
  const totals = totalsOf(series);
  return (
    `${head},"datetimeFirst":${from},"datetimeLast":${to},"coverage":${coverage(totals.count, from, to)},` +
    `"latest":${latest(sensor, series.lastValue())},"summary":${summary(totals)}}`
  );
}

/** A sensor as its location lists it. */
export function sensorIdentity({ id, parameter }: GeneratedSensor): object {
  const { name, units, displayName } = parameter;
  return { id, name: `${name} ${units}`, parameter: { id: parameter.id, name, units, displayName } };
}

interface Totals {
  readonly count: number;
  readonly values: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

function totalsOf(series: GeneratedSeries): Totals {
  const totals = { count: 0, values: 0, sum: 0, min: Infinity, max: -Infinity };
  for (const { value } of series.all()) {
    totals.count += 1;
    if (value === null) continue;
    totals.values += 1;
    totals.sum += value;
    totals.min = Math.min(totals.min, value);
    totals.max = Math.max(totals.max, value);
  }
  return totals;
}

/** The server expects ONE reading of any series: so its percentages are in the hundred-thousands. */
function coverage(count: number, from: string, to: string): string {
  const percent = wireFloat(count * 100);
  return (
    `{"expectedCount":1,"expectedInterval":"01:00:00","observedCount":${count},"observedInterval":"${String(count).padStart(2, '0')}:00:00",` +
    `"percentComplete":${percent},"percentCoverage":${percent},"datetimeFrom":${from},"datetimeTo":${to}}`
  );
}

function latest(sensor: GeneratedSensor, reading: GeneratedReading | undefined): string {
  if (reading?.value == null) return 'null';
  const place = placeOf(sensor.locationId, sensor.site);
  const datetime = datetimeObject(reading.periodEnd, sensor.site.timezone);
  return `{"datetime":${datetime},"value":${wireFloat(reading.value)},"coordinates":${coordinatesText(place)}}`;
}

function summary({ values, sum, min, max }: Totals): string {
  if (values === 0) return 'null';
  const quantiles = '"q02":null,"q25":null,"median":null,"q75":null,"q98":null';
  return `{"min":${wireFloat(min)},${quantiles},"max":${wireFloat(max)},"avg":${wireFloat(sum / values)},"sd":null}`;
}
