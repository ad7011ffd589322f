import { z } from 'zod';
import { OpenAqArgumentError } from '../errors/argument-error.ts';
import { problemsOf, type Problem } from '../errors/problem.ts';
import { idSchema } from './ids.ts';

/** One id or several: records that match any of them. */
export type Ids = number | readonly number[];

/** Which locations; all conditions have to hold. OpenAQ cuts coordinates to 4 decimals (about 11 m). */
export interface LocationFilters {
  /** West, south, east, north in degrees. Not together with `coordinates`. */
  readonly bbox?: readonly [number, number, number, number] | undefined;
  /** Centre of a circle; needs `radius`. The order stays by id, and `distance` is filled in. */
  readonly coordinates?: { readonly latitude: number; readonly longitude: number } | undefined;
  /** Whole metres, 1 to 25,000. */
  readonly radius?: number | undefined;
  /** Country as ISO 3166-1 alpha-2 in capitals. Not together with `countriesId`. */
  readonly iso?: string | undefined;
  readonly countriesId?: Ids | undefined;
  readonly parametersId?: Ids | undefined;
  readonly providersId?: Ids | undefined;
  readonly ownerContactsId?: Ids | undefined;
  readonly licensesId?: Ids | undefined;
  readonly instrumentsId?: Ids | undefined;
  readonly manufacturersId?: Ids | undefined;
  readonly mobile?: boolean | undefined;
  /** Reference-grade monitors only, or none of them. */
  readonly monitor?: boolean | undefined;
  readonly orderBy?: 'id' | undefined;
  /** Default `asc`. */
  readonly sortOrder?: 'asc' | 'desc' | undefined;
}

/** Six decimals are more than OpenAQ keeps, and the most that JavaScript never writes with an exponent. */
const decimal = (value: number): string => String(Number(value.toFixed(6)) || 0);

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const ids = z
  .preprocess(
    (value) => (typeof value === 'number' ? [value] : value),
    z.array(idSchema).min(1, 'must name at least one id'),
  )
  .transform((list) => list.join(','))
  .optional();
const flag = z.boolean().transform(String).optional();

const filtersSchema = z.strictObject({
  bbox: z
    .tuple([longitude, latitude, longitude, latitude])
    .refine(([west, , east]) => west <= east, 'must have west ≤ east: ask for a box across the date line in two halves')
    .refine(([, south, , north]) => south <= north, 'must have south ≤ north')
    .transform((box) => box.map(decimal).join(','))
    .optional(),
  coordinates: z
    .strictObject({ latitude, longitude })
    .transform((centre) => `${decimal(centre.latitude)},${decimal(centre.longitude)}`)
    .optional(),
  radius: z.int().min(1).max(25_000).transform(String).optional(),
  iso: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters: OpenAQ finds nothing for any other spelling')
    .optional(),
  countriesId: ids,
  parametersId: ids,
  providersId: ids,
  ownerContactsId: ids,
  licensesId: ids,
  instrumentsId: ids,
  manufacturersId: ids,
  mobile: flag,
  monitor: flag,
  orderBy: z.literal('id').optional(),
  sortOrder: z.enum(['asc', 'desc']).optional(),
});

/** OpenAQ answers these with a bare 500 (observed 2026), so nobody would learn why. */
function conflicts(filters: LocationFilters): Problem[] {
  const { bbox, coordinates, radius, iso, countriesId } = filters;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [coordinates !== undefined && radius === undefined, 'radius', 'is needed with coordinates'],
    [radius !== undefined && coordinates === undefined, 'coordinates', 'are needed with radius'],
    [coordinates !== undefined && bbox !== undefined, 'bbox', 'excludes coordinates'],
    [iso !== undefined && countriesId !== undefined, 'iso', 'excludes countriesId'],
  ];
  return rules.filter(([broken]) => broken).map(([, path, message]) => ({ path, message }));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Filters as query parameters.
 *
 * @throws {@link OpenAqArgumentError} with every problem at once.
 */
export function locationQuery(filters: LocationFilters): Record<string, string> {
  const parsed = filtersSchema.safeParse(filters);
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...conflicts(filters)];
  if (!parsed.success || problems.length > 0) throw new OpenAqArgumentError('locations.list', problems);
  const given = Object.entries(parsed.data).flatMap(([name, value]) =>
    value === undefined ? [] : [[snakeCase(name), value] as const],
  );
  return Object.fromEntries(given);
}
