// WGS 84 ellipsoid, the one of PostGIS `geography`.
const semiMajorAxis = 6_378_137;
const eccentricitySquared = 0.006_694_379_990_141_3;
const degree = Math.PI / 180;

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Metres between two places, from the radii of curvature at their mean latitude. Within the 25 km that a radius query
 * allows this is millimetres to centimetres from the geodesic that PostGIS computes; a sphere would be 50 m off.
 */
export function distanceInMetres(a: Position, b: Position): number {
  const latitude = ((a.latitude + b.latitude) / 2) * degree;
  const w = 1 - eccentricitySquared * Math.sin(latitude) ** 2;
  const meridianRadius = (semiMajorAxis * (1 - eccentricitySquared)) / w ** 1.5;
  const normalRadius = semiMajorAxis / Math.sqrt(w);
  const turn = ((b.longitude - a.longitude + 540) % 360) - 180;
  const north = (b.latitude - a.latitude) * degree * meridianRadius;
  const east = turn * degree * normalRadius * Math.cos(latitude);
  // PostGIS gives distances to 1e-8 m.
  return Math.round(Math.hypot(north, east) * 1e8) / 1e8;
}
