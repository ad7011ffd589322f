/** Instants as milliseconds since 1970-01-01T00:00:00Z; `from` is exclusive, `to` inclusive, both on the END of a period. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A slice of a result list. `offset` counts rows from 0. */
export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** What the filters of `/v3/locations` look at, and the row they let through. */
export interface LocationRecord {
  readonly id: number;
  readonly countryId: number | null;
  readonly countryCode: string;
  readonly providerId: number;
  readonly ownerId: number;
  readonly parameterIds: readonly number[];
  readonly licenseIds: readonly number[];
  readonly instrumentIds: readonly number[];
  readonly isMobile: boolean;
  readonly isMonitor: boolean;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The row as JSON text. `distance` in metres, null unless the request gave coordinates and a radius. */
  row(distance: number | null): string;
}

export interface SensorRecord {
  /** IANA zone of the station: naive dates in a query are its local time. */
  readonly timezone: string;
  /** The row as JSON text. */
  row(): string;
}

/** Where a simulator takes its answers from. Rows are JSON text, because their bytes matter: a float keeps its `.0`. */
export interface Dataset {
  /** All locations, ascending by id. */
  locations(): Iterable<LocationRecord>;
  location(id: number): LocationRecord | undefined;
  sensor(id: number): SensorRecord | undefined;
  /** The sensors of a location, none for an unknown one. */
  sensorsOf(locationId: number): readonly SensorRecord[];
  /** Rows of a sensor in the window, ascending by time, none for an unknown sensor. */
  measurements(sensorId: number, window: Window, slice: Slice): readonly string[];
}
