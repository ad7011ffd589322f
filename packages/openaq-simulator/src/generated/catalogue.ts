/** A parameter as OpenAQ knows it, with the numbers its readings are made from. */
export interface GeneratedParameter {
  readonly id: number;
  readonly name: string;
  readonly units: string;
  readonly displayName: string;
  /** Mean of a middling station. */
  readonly typical: number;
  /** Amplitude of the day and of the year, relative to `typical`. */
  readonly daily: number;
  readonly yearly: number;
  /** Local hour of the daily maximum. */
  readonly peakHour: number;
  readonly decimals: number;
  /** Above this OpenAQ's ingestion calls a value out of range. */
  readonly ceiling: number;
}

const pm = { daily: 0.35, yearly: 0.4, peakHour: 8, decimals: 1 };
const ozone = { daily: 0.7, yearly: -0.3, peakHour: 15 };
const nitrogenDioxide = { daily: 0.4, yearly: 0.3, peakHour: 19 };

// Neighbours differ in pollutant, and O3 and NO2 come in three units: a location of a few sensors shows both.
export const parameters: readonly GeneratedParameter[] = [
  { id: 2, name: 'pm25', units: 'µg/m³', displayName: 'PM2.5', typical: 18, ceiling: 1000, ...pm },
  { id: 10, name: 'o3', units: 'ppm', displayName: 'O₃', typical: 0.03, decimals: 4, ceiling: 0.5, ...ozone },
  { id: 15, name: 'no2', units: 'ppb', displayName: 'NO₂', typical: 18, decimals: 1, ceiling: 500, ...nitrogenDioxide },
  { id: 1, name: 'pm10', units: 'µg/m³', displayName: 'PM10', typical: 40, ceiling: 1500, ...pm },
  { id: 3, name: 'o3', units: 'µg/m³', displayName: 'O₃ mass', typical: 60, decimals: 1, ceiling: 500, ...ozone },
  { id: 7, name: 'no2', units: 'ppm', displayName: 'NO₂', typical: 0.018, decimals: 4, ceiling: 0.5, ...nitrogenDioxide },
  { id: 8, name: 'co', units: 'ppm', displayName: 'CO', typical: 0.6, ceiling: 100, ...pm, decimals: 2 },
  { id: 32, name: 'o3', units: 'ppb', displayName: 'O₃', typical: 30, decimals: 1, ceiling: 500, ...ozone },
  { id: 5, name: 'no2', units: 'µg/m³', displayName: 'NO₂ mass', typical: 34, decimals: 1, ceiling: 500, ...nitrogenDioxide },
  { id: 9, name: 'so2', units: 'ppm', displayName: 'SO₂', typical: 0.004, ceiling: 2, ...pm, decimals: 5 },
  { id: 100, name: 'temperature', units: 'c', displayName: 'Temperature (C)', typical: 12, ceiling: 60, ...ozone, yearly: -0.9, decimals: 1 },
];

/** Where generated locations stand. `standardOffset` in minutes east of UTC, without summer time. */
export interface Site {
  readonly timezone: string;
  readonly standardOffset: number;
  readonly country: { readonly id: number; readonly code: string; readonly name: string };
  readonly latitude: number;
  readonly longitude: number;
}

// Chosen for their clocks: no summer time since 2022, +05:45, summer time of 30 minutes, a skipped 30 December 2011,
// zero offset (written `Z`), +05:30. The ids of Nepal and Samoa are of our own making.
export const sites: readonly Site[] = [
  { timezone: 'America/Mexico_City', standardOffset: -360, country: { id: 157, code: 'MX', name: 'Mexico' }, latitude: 20.67, longitude: -103.35 },
  { timezone: 'Asia/Kathmandu', standardOffset: 345, country: { id: 9001, code: 'NP', name: 'Nepal' }, latitude: 27.71, longitude: 85.32 },
  { timezone: 'Australia/Lord_Howe', standardOffset: 630, country: { id: 177, code: 'AU', name: 'Australia' }, latitude: -31.55, longitude: 159.08 },
  { timezone: 'Europe/Paris', standardOffset: 60, country: { id: 22, code: 'FR', name: 'France' }, latitude: 48.85, longitude: 2.35 },
  { timezone: 'Pacific/Apia', standardOffset: 780, country: { id: 9002, code: 'WS', name: 'Samoa' }, latitude: -13.83, longitude: -171.76 },
  { timezone: 'America/Los_Angeles', standardOffset: -480, country: { id: 155, code: 'US', name: 'United States' }, latitude: 34.05, longitude: -118.24 },
  { timezone: 'Europe/London', standardOffset: 0, country: { id: 79, code: 'GB', name: 'United Kingdom' }, latitude: 51.5, longitude: -0.12 },
  { timezone: 'Asia/Kolkata', standardOffset: 330, country: { id: 9, code: 'IN', name: 'India' }, latitude: 28.61, longitude: 77.21 },
];

export const providers = [
  { id: 119, name: 'AirNow' },
  { id: 223, name: 'Sinaica Mexico' },
  { id: 66, name: 'AirGradient' },
] as const;

/** The item of a list that is repeated without end. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${items.length}.`);
  return item;
}
