import type { Position } from '../geodesy.ts';
import type { ParameterReader } from './parameters.ts';

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Area {
  readonly box?: Box;
  readonly circle?: { readonly center: Position; readonly radius: number };
}

// Not anchored on the server either: five numbers match it, and fail later.
const boxPattern = String.raw`-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*,-?\d{1,3}\.?\d*,-?\d{1,2}\.?\d*`;

/** `bbox`, or `coordinates` with `radius`. Other combinations are errors 500 on the server, though documented as 422. */
export function readArea(reader: ParameterReader): Area {
  const radius = reader.radius();
  const box = readBox(reader);
  const center = readCenter(reader);
  const half = (reader.text('coordinates') === undefined) !== (reader.text('radius') === undefined);
  const both = reader.text('bbox') !== undefined && reader.text('coordinates') !== undefined;
  if (half || both) reader.rejections.crash();
  if (box !== undefined) return { box };
  return center === undefined || radius === undefined ? {} : { circle: { center, radius } };
}

function readBox(reader: ParameterReader): Box | undefined {
  const text = reader.text('bbox');
  if (text === undefined) return undefined;
  if (!new RegExp(boxPattern).test(text)) {
    reader.rejections.outOfRange({
      type: 'string_pattern_mismatch',
      loc: ['query', 'bbox'],
      msg: `String should match pattern '${boxPattern}'`,
      input: text,
      ctx: { pattern: boxPattern },
    });
    return undefined;
  }
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = numbers(text);
  const fits =
    more.length === 0 && isPosition(south, west) && isPosition(north, east) && west <= east && south <= north;
  if (!fits) reader.rejections.crash();
  return { west: cut(west), south: cut(south), east: cut(east), north: cut(north) };
}

function readCenter(reader: ParameterReader): Position | undefined {
  const text = reader.text('coordinates');
  if (text === undefined) return undefined;
  const [latitude = NaN, longitude = NaN, ...more] = numbers(text);
  if (more.length > 0 || !isPosition(latitude, longitude)) reader.rejections.crash();
  return { latitude: cut(latitude), longitude: cut(longitude) };
}

function numbers(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
}

function isPosition(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** Coordinates of a query count to 4 decimals; the rest is cut, not rounded. */
function cut(value: number): number {
  const text = value.toFixed(12);
  return Number(text.slice(0, text.indexOf('.') + 5));
}
