import { UsageError } from '@airstar/app-process';
import type { Selection } from './steps/select-locations.ts';

/** What to extract, as typed on the command line. */
export interface RawExtractOptions {
  readonly from?: string;
  readonly to?: string;
  readonly locations?: string;
  readonly bbox?: string;
  readonly country?: string;
}

export interface Window {
  /** Exclusive, on the end of the period. Epoch milliseconds. */
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

export interface ExtractSelection {
  readonly window: Window;
  readonly selection: Selection;
}

/** What is run when an option is not given; a live source has no default stations. */
export interface ExtractDefaults {
  readonly window: Window;
  readonly locationIds: readonly number[] | undefined;
}

/**
 * Parses and checks window and stations together.
 *
 * @throws {UsageError} naming every option that does not fit.
 */
export function parseExtractOptions(
  operation: string,
  raw: RawExtractOptions,
  defaults: ExtractDefaults,
): ExtractSelection {
  const problems: string[] = [];
  const window = parseWindow(raw, defaults.window, problems);
  const selection = parseSelection(raw, defaults.locationIds, problems);
  if (window === undefined || selection === undefined || problems.length > 0) throw new UsageError(operation, problems);
  return { window, selection };
}

/** What Airflow makes of a run fits: `scheduled__2025-09-20T00:00:00+00:00`. */
const batchIdPattern = /^[A-Za-z0-9][\w.:+-]{0,199}$/;

/** @throws {UsageError} when the id does not fit into keys, headers and file names. */
export function parseBatchId(operation: string, batchId = ''): string {
  if (batchIdPattern.test(batchId)) return batchId;
  throw new UsageError(operation, [
    `--batch "${batchId}" is no id: up to 200 letters, digits and _ . : + -, the first a letter or digit`,
  ]);
}

function parseWindow(raw: RawExtractOptions, fallback: Window, problems: string[]): Window | undefined {
  const from = parseInstant('--from', raw.from, fallback.from, problems);
  const to = parseInstant('--to', raw.to, fallback.to, problems);
  if (from === undefined || to === undefined) return undefined;
  if (from < to) return { from, to };
  const [start, end] = [from, to].map((instant) => new Date(instant).toISOString());
  problems.push(`--from ${start} must be before --to ${end}: a window is (from, to] on the end of the period`);
  return undefined;
}

const instantPattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function parseInstant(
  option: string,
  text: string | undefined,
  fallback: number,
  problems: string[],
): number | undefined {
  if (text === undefined) return fallback;
  // Date.parse takes a bare date as midnight UTC, which is what the help promises.
  const instant = instantPattern.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(instant)) return instant;
  problems.push(
    `${option} "${text}" is not a date or an instant with an offset, e.g. 2025-09-20 or 2025-09-20T06:00:00-06:00`,
  );
  return undefined;
}

function parseSelection(
  raw: RawExtractOptions,
  fallback: readonly number[] | undefined,
  problems: string[],
): Selection | undefined {
  const given = (['locations', 'bbox', 'country'] as const).filter((name) => raw[name] !== undefined);
  if (given.length > 1) {
    problems.push(`${given.map((name) => `--${name}`).join(' and ')} exclude each other: give one of them`);
    return undefined;
  }
  if (raw.country !== undefined) return parseCountry(raw.country, problems);
  if (raw.bbox !== undefined) return parseBoundingBox(raw.bbox, problems);
  if (raw.locations !== undefined) return parseLocations(raw.locations, problems);
  if (fallback !== undefined) return { locationIds: fallback };
  problems.push('--locations, --bbox or --country is needed with the live API, e.g. --locations 7855,7982');
  return undefined;
}

function parseCountry(text: string, problems: string[]): Selection | undefined {
  if (/^[A-Z]{2}$/.test(text)) return { country: text };
  problems.push(`--country "${text}" is not a country code of two capitals, e.g. MX`);
  return undefined;
}

function parseLocations(text: string, problems: string[]): Selection | undefined {
  const items = text.split(',').map((item) => item.trim());
  const wrong = items.filter((item) => !/^[1-9]\d{0,9}$/.test(item) || Number(item) > 2_147_483_647);
  if (wrong.length === 0) return { locationIds: [...new Set(items.map(Number))] };
  problems.push(
    `--locations has ${wrong.map((item) => `"${item}"`).join(', ')}: ids are positive whole numbers, e.g. 7855,7982`,
  );
  return undefined;
}

function parseBoundingBox(text: string, problems: string[]): Selection | undefined {
  const numbers = text.split(',').map((item) => (item.trim() === '' ? NaN : Number(item)));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const fits =
    numbers.length === 4 &&
    west <= east &&
    south <= north &&
    west >= -180 &&
    east <= 180 &&
    south >= -90 &&
    north <= 90;
  if (fits) return { bbox: [west, south, east, north] };
  problems.push(
    `--bbox "${text}" is not minLongitude,minLatitude,maxLongitude,maxLatitude in degrees, e.g. -103.46,20.52,-103.25,20.73`,
  );
  return undefined;
}
