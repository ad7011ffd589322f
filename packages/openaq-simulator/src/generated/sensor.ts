import { at, parameters, sites, type GeneratedParameter, type Site } from './catalogue.ts';
import { hash, uniform } from './noise.ts';

export const firstLocationId = 9_000_001;
export const firstSensorId = 20_000_001;
const hour = 3_600_000;

/** A generated sensor: everything about it that does not depend on time. */
export interface GeneratedSensor {
  /** 0 … sensors − 1. */
  readonly index: number;
  readonly id: number;
  readonly locationId: number;
  readonly parameter: GeneratedParameter;
  readonly site: Site;
  /** Its periods end this many milliseconds after the full hour of UTC: on the hour of the station's standard time. */
  readonly pastFullHour: number;
  /** How its level compares with the typical one. */
  readonly level: number;
  /** Its values went through 32-bit floats, and show it: 7.949999809265137. */
  readonly singlePrecision: boolean;
  /** It exists, and has never reported. */
  readonly silent: boolean;
}

export function describeSensor(seed: number, index: number, sensorsPerLocation: number): GeneratedSensor {
  const location = Math.floor(index / sensorsPerLocation);
  const slot = index % sensorsPerLocation;
  const bits = hash(seed, index, 0x5e45);
  const site = at(sites, location);
  return {
    index,
    id: firstSensorId + index,
    locationId: firstLocationId + location,
    parameter: at(parameters, location * 5 + slot),
    site,
    pastFullHour: ((((-site.standardOffset % 60) + 60) % 60) * hour) / 60,
    level: 0.5 + uniform(bits, 1),
    singlePrecision: index % 4 === 3,
    silent: index % 29 === 28,
  };
}
