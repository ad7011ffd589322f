import { roundStep } from './scale.ts';

/** A point of the earth in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** An equirectangular map that is true to scale in its middle. */
export interface Projection {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Distance between two lines of the graticule, degrees. */
  readonly graticule: number;
  /** Kilometres per pixel in the middle; null where the map is so tall that one bar would mislead. */
  readonly kilometresPerPixel: number | null;
  readonly toPixel: (place: Place) => readonly [x: number, y: number];
}

// Mean length of a degree of latitude.
const kilometresPerDegree = 111.2;
const margin = 0.16;
// A lone station is shown with some ground around it: about 5 km.
const leastSpan = 0.05;

/** Fits a map of the given size, in pixels, round the places. */
export function fitProjection(places: readonly Place[], width: number, height: number): Projection {
  const [south, north] = span(places.map((place) => place.latitude));
  const [west, east] = span(places.map((place) => place.longitude));
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  // Near the poles a degree of longitude has no width: keep the map drawable.
  const squeeze = Math.max(Math.cos((middle.latitude * Math.PI) / 180), 0.05);
  const degreesPerPixel = Math.max((north - south) / height, ((east - west) * squeeze) / width) * (1 + 2 * margin);
  const halfHeight = (degreesPerPixel * height) / 2;
  const halfWidth = (degreesPerPixel * width) / 2 / squeeze;
  const box = {
    west: middle.longitude - halfWidth,
    east: middle.longitude + halfWidth,
    south: middle.latitude - halfHeight,
    north: middle.latitude + halfHeight,
  };
  return {
    ...box,
    graticule: roundStep((2 * halfHeight) / 5),
    kilometresPerPixel: halfHeight > 15 ? null : degreesPerPixel * kilometresPerDegree,
    toPixel: ({ latitude, longitude }) => [
      ((longitude - box.west) / (2 * halfWidth)) * width,
      ((box.north - latitude) / (2 * halfHeight)) * height,
    ],
  };
}

function span(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const missing = Math.max(leastSpan - (high - low), 0) / 2;
  return [low - missing, high + missing];
}
