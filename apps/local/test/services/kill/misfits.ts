import type { Dataset } from '@airstar/openaq-simulator';
import type { Version } from './versions.ts';

const hour = 3_600_000;

/** Who refuses a reading: the extractor, since it is none, or the ingestor, since its period runs backwards. */
export type RefusedBy = 'extractor' | 'ingestor';

/** About one reading in a hundred, at whatever page and in whatever revision it comes. */
export function refusedBy({ sensorId, periodEnd }: Pick<Version, 'sensorId' | 'periodEnd'>): RefusedBy | undefined {
  const draw = (Math.floor(Number(periodEnd) / hour) * 7919 + sensorId * 31) % 211;
  return draw === 0 ? 'extractor' : draw === 1 ? 'ingestor' : undefined;
}

interface Row {
  value: unknown;
  readonly period: { datetimeFrom: { readonly utc: string }; readonly datetimeTo: { readonly utc: string } };
}

/** The same data set with readings in it that do not fit. */
export function withMisfits(data: Dataset): Dataset {
  return {
    locations: () => data.locations(),
    location: (id) => data.location(id),
    sensor: (id) => data.sensor(id),
    sensorsOf: (id) => data.sensorsOf(id),
    measurements: (id, window, slice) => data.measurements(id, window, slice).map((text) => spoiled(id, text)),
  };
}

function spoiled(sensorId: number, text: string): string {
  const row = JSON.parse(text) as Row;
  const refuser = refusedBy({ sensorId, periodEnd: new Date(row.period.datetimeTo.utc) });
  if (refuser === undefined) return text;
  if (refuser === 'extractor') row.value = 'n/a';
  else row.period.datetimeFrom = row.period.datetimeTo;
  return JSON.stringify(row);
}
