import { datetimeObject } from '../timestamp.ts';
import { wireFloat } from '../wire-number.ts';
import type { GeneratedReading } from './reading.ts';
import type { GeneratedSensor } from './sensor.ts';

/**
 * Writes rows of `/v3/sensors/{id}/measurements`. Text is put together by hand: `JSON.stringify` would drop the `.0` of
 * floats, and a page of a thousand rows should cost a few milliseconds.
 */
export function measurementRowWriter({ parameter, site }: GeneratedSensor): (reading: GeneratedReading) => string {
  const { id, name, units } = parameter;
  const parameterText = JSON.stringify({ id, name, units, displayName: null });
  // The end of one hour is mostly the start of the next.
  let known = { instant: NaN, text: '' };
  const datetime = (instant: number): string => {
    if (instant !== known.instant) known = { instant, text: datetimeObject(instant, site.timezone) };
    return known.text;
  };
  return ({ value, hasFlags, periodStart, periodEnd }) => {
    const stamps = `"datetimeFrom":${datetime(periodStart)},"datetimeTo":${datetime(periodEnd)}`;
    return (
      `{"value":${value === null ? 'null' : wireFloat(value)},"flagInfo":{"hasFlags":${hasFlags}},"parameter":${parameterText},` +
      `"period":{"label":"raw","interval":"01:00:00",${stamps}},"coordinates":null,"summary":null,` +
      '"coverage":{"expectedCount":1,"expectedInterval":"01:00:00","observedCount":1,"observedInterval":"01:00:00",' +
      `"percentComplete":100.0,"percentCoverage":100.0,${stamps}}}`
    );
  };
}
