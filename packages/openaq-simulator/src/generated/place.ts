import type { Position } from '../geodesy.ts';
import { wireFloat } from '../wire-number.ts';
import type { Site } from './catalogue.ts';
import { hash, uniform } from './noise.ts';

/** Where a location stands: within 0.3 degrees of its site, to 6 decimals. */
export function placeOf(locationId: number, site: Site): Position {
  const bits = hash(locationId, 0x10ca, 0);
  const near = (center: number, salt: number): number =>
    Math.round((center + (uniform(bits, salt) - 0.5) * 0.6) * 1e6) / 1e6;
  return { latitude: near(site.latitude, 1), longitude: near(site.longitude, 2) };
}

export function coordinatesText({ latitude, longitude }: Position): string {
  return `{"latitude":${wireFloat(latitude)},"longitude":${wireFloat(longitude)}}`;
}
