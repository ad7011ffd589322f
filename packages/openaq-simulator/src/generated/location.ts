import type { LocationRecord } from '../dataset.ts';
import { datetimeObject } from '../timestamp.ts';
import { wireFloat } from '../wire-number.ts';
import { at, providers } from './catalogue.ts';
import { coordinatesText, placeOf } from './place.ts';
import { sensorIdentity } from './sensor-row.ts';
import type { GeneratedSeries } from './series.ts';

const owner = { id: 4, name: 'Unknown Governmental Organization' };
const monitor = { id: 2, name: 'Government Monitor' };
const lowCost = { id: 7, name: 'Unknown AirGradient Sensor' };
const licence = {
  id: 41,
  name: 'CC BY 4.0',
  attribution: { name: owner.name, url: null },
  dateFrom: '2016-01-30',
  dateTo: null,
};

/** A location of the generated data set, from the series of its sensors; undefined when there are none. */
export function generatedLocation(series: readonly GeneratedSeries[]): LocationRecord | undefined {
  const [first] = series;
  if (first === undefined) return undefined;
  const { locationId: id, site } = first.sensor;
  const isMonitor = id % 3 !== 0;
  const provider = at(providers, id);
  const instrument = isMonitor ? monitor : lowCost;
  const licenses = id % 2 === 0 ? null : [licence];
  const place = placeOf(id, site);
  return {
    id,
    countryId: site.country.id,
    countryCode: site.country.code,
    providerId: provider.id,
    ownerId: owner.id,
    parameterIds: series.map(({ sensor }) => sensor.parameter.id),
    licenseIds: (licenses ?? []).map((one) => one.id),
    instrumentIds: [instrument.id],
    isMobile: false,
    isMonitor,
    ...place,
    row: (distance) => {
      const { timezone, country } = site;
      const name = `Generated ${id}`;
      // The real server repeats an instrument for each sensor that has it.
      const instruments = series.map(() => instrument);
      const sensors = series.map(({ sensor }) => sensorIdentity(sensor));
      const head = { id, name, locality: null, timezone, country, owner, provider, isMobile: false, isMonitor, instruments, sensors };
      const point = `${wireFloat(place.longitude)},${wireFloat(place.latitude)}`;
      return (
        `${JSON.stringify(head).slice(0, -1)},"coordinates":${coordinatesText(place)},"licenses":${JSON.stringify(licenses)},` +
        `"bounds":[${point},${point}],"distance":${distance === null ? 'null' : wireFloat(distance)},${lifetime(series, timezone)}}`
      );
    },
  };
}

function lifetime(series: readonly GeneratedSeries[], timezone: string): string {
  const firsts = series.flatMap((one) => one.first()?.periodEnd ?? []);
  const lasts = series.flatMap((one) => one.last()?.periodEnd ?? []);
  const text = (instants: number[], pick: (...instants: number[]) => number): string =>
    instants.length === 0 ? 'null' : datetimeObject(pick(...instants), timezone);
  return `"datetimeFirst":${text(firsts, Math.min)},"datetimeLast":${text(lasts, Math.max)}`;
}
