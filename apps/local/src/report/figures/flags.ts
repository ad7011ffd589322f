import type { FlaggedSensor, FlagReport, ReportData } from '../data.ts';
import { figure, table } from '../figure.ts';
import { amount, clockTime, count, counted } from '../format.ts';
import { html, type Html } from '../html.ts';
import { parameterLabel } from '../pollutants.ts';

// What spark/sql does with a reading that carries the flag.
const treatments: Record<string, string> = {
  MISSING: 'kept as a gap',
  SENTINEL: 'value removed, what was published kept beside it',
  NEGATIVE_SMALL: 'kept: noise round zero, and cutting it would push means up',
  NEGATIVE: 'value removed, what was published kept beside it',
  RANGE: 'kept, but left out of means',
  SOURCE_FLAGGED: 'kept and used: OpenAQ marks it without saying why',
  UNIT_UNKNOWN: 'kept in its own unit, left out of means',
};

/** Flags that readings carry, how many, and what became of the values. */
export function flagsFigure({ flags, stations }: ReportData): Html {
  const total = flags.reduce((sum, flag) => sum + flag.count, 0);
  const zones = new Map(stations.map((station) => [station.locationId, station.timezone]));
  const zone = (sensor: FlaggedSensor) => zones.get(sensor.locationId) ?? 'UTC';
  const title = 'What looked wrong';
  if (total === 0) return figure({ id: 'flags', title, reading: 'No reading carried a flag.', body: null });
  return figure({
    id: 'flags',
    title,
    reading: `${counted(total, 'flag')} on readings of this period; one reading can carry several. Nothing was deleted.`,
    body: [flagTable(flags), sensorTable(flags, zone)],
  });
}

function flagTable(flags: readonly FlagReport[]): Html {
  const rows = flags.map(({ code, description, count: number }) => [
    html`<code>${code}</code>`,
    count(number),
    description,
    treatments[code] ?? 'kept',
  ]);
  return table('Flags and what was done with the values', ['Flag', 'Readings', 'Meaning', 'What was done'], rows);
}

function sensorTable(flags: readonly FlagReport[], zone: (sensor: FlaggedSensor) => string): Html {
  const rows = flags.flatMap((flag) =>
    flag.sensors.map((sensor) => [
      html`<code>${flag.code}</code>`,
      sensor.station,
      `${parameterLabel(sensor.parameter)} (sensor ${sensor.sensorId})`,
      count(sensor.count),
      example(sensor, zone(sensor)),
    ]),
  );
  return table('Flags by sensor', ['Flag', 'Station', 'Sensor', 'Readings', 'Newest example, local time'], rows);
}

function example({ example: { periodEnd, ...values } }: FlaggedSensor, timezone: string): string {
  const published =
    values.valuePublished === null ? 'null' : `${amount(values.valuePublished)} ${values.unitPublished}`;
  const kept = values.valueKept === null ? 'no value' : `${amount(values.valueKept)} ${values.unitKept}`;
  return `${clockTime(periodEnd, timezone)}: published ${published}, kept as ${kept}`;
}
