import { at, type GeneratedParameter } from './catalogue.ts';
import { hash, uniform } from './noise.ts';
import type { GeneratedSensor } from './sensor.ts';

const hour = 3_600_000;

/** Why a generated value is what it is. */
export type ReadingKind = 'plausible' | 'null' | 'sentinel' | 'small-negative' | 'large-negative' | 'spike';

/** One hour of one generated sensor, as the server serves it. Instants in milliseconds since 1970. */
export interface GeneratedReading {
  readonly sensorId: number;
  readonly locationId: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly value: number | null;
  readonly hasFlags: boolean;
  readonly kind: ReadingKind;
}

/** Shares of the readings, summed up: the first kind whose sum exceeds the draw is taken. */
const kinds: readonly (readonly [ReadingKind, number])[] = [
  ['null', 0.004],
  ['sentinel', 0.007],
  ['small-negative', 0.012],
  ['large-negative', 0.014],
  ['spike', 0.017],
  ['plausible', 1],
];

/** Codes of vendors for "no value", as seen in OpenAQ's data. */
const sentinels = [-999, -9999, 9999, -99];
const pm10Sentinels = [985, ...sentinels];

/** Share of the hours that one revision corrects. */
const correctedShare = 0.02;

/** Which published version of the hour a revision shows: 0, or the last revision up to it that touched the hour. */
function versionAt(bits: number, revision: number): number {
  for (let version = revision; version > 0; version -= 1) {
    if (uniform(bits, 1000 + version) < correctedShare) return version;
  }
  return 0;
}

/** The reading of an hour that is present; `hourNumber` counts hours of UTC since 1970 at the period's end. */
export function readingAt(seed: number, revision: number, sensor: GeneratedSensor, hourNumber: number): GeneratedReading {
  const hourBits = hash(seed, sensor.index, hourNumber);
  const bits = hash(hourBits, versionAt(hourBits, revision), 0);
  const draw = uniform(bits, 1);
  const kind = kinds.find(([, sum]) => draw < sum)?.[0] ?? 'plausible';
  const periodEnd = hourNumber * hour + sensor.pastFullHour;
  return {
    sensorId: sensor.id,
    locationId: sensor.locationId,
    periodStart: periodEnd - hour,
    periodEnd,
    value: valueOf(kind, sensor, bits, hourNumber),
    // OpenAQ flags what its ingestion set to null; other flags come from people.
    hasFlags: kind === 'null' || uniform(bits, 2) < 0.01,
    kind,
  };
}

function valueOf(kind: ReadingKind, sensor: GeneratedSensor, bits: number, hourNumber: number): number | null {
  const { parameter } = sensor;
  const size = uniform(bits, 3);
  switch (kind) {
    case 'null':
      return null;
    case 'sentinel': {
      const codes = parameter.name === 'pm10' ? pm10Sentinels : sentinels;
      return at(codes, Math.floor(size * codes.length));
    }
    case 'small-negative':
      return -Math.ceil(size * 9 + 0.001) / 10 ** parameter.decimals;
    case 'large-negative':
      return stored(sensor, -parameter.typical * (5 + 15 * size));
    case 'spike':
      // Absurd maxima of this order stand in the summaries of real sensors.
      return size < 0.1 ? 1.05e34 : stored(sensor, parameter.ceiling * (1.5 + 8 * size));
    case 'plausible':
      return stored(sensor, plausible(sensor, size, hourNumber));
  }
}

function plausible({ parameter, site, level }: GeneratedSensor, draw: number, hourNumber: number): number {
  const localHour = hourNumber + site.standardOffset / 60;
  const day = Math.cos(((localHour - parameter.peakHour) / 24) * 2 * Math.PI);
  // The year begins in winter north of the equator; 8766 hours are a mean year.
  const year = Math.cos((hourNumber / 8766) * 2 * Math.PI) * (site.latitude < 0 ? -1 : 1);
  const pattern = 1 + parameter.daily * day + parameter.yearly * year;
  const value = parameter.typical * level * pattern * (0.7 + 0.6 * draw);
  return isSigned(parameter) ? value : Math.max(value, 0);
}

function isSigned(parameter: GeneratedParameter): boolean {
  return parameter.name === 'temperature';
}

function stored({ parameter, singlePrecision }: GeneratedSensor, value: number): number {
  const scale = 10 ** parameter.decimals;
  // `+ 0` turns a negative zero into zero.
  const rounded = Math.round(value * scale) / scale + 0;
  return singlePrecision ? Math.fround(rounded) : rounded;
}
