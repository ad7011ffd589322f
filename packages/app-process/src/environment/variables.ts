import { z } from 'zod';
import { UsageError } from '../usage-error.ts';

/** A variable; undefined where it is unset, empty or blank. */
export const text = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

/** A whole number from 1 to `maximum`. */
export const wholeNumber = (maximum: number) =>
  text.transform((value, context) => {
    if (value === undefined) return undefined;
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= 1 && number <= maximum) return number;
    context.addIssue({ code: 'custom', message: `is not a whole number from 1 to ${maximum}` });
    return z.NEVER;
  });

/** `true` or `false`. */
export const truth = text.transform((value, context) => {
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  context.addIssue({ code: 'custom', message: 'is not true or false' });
  return z.NEVER;
});

/** A URL of one of these protocols, e.g. `url('http', 'https')`. */
export const url = (...protocols: readonly string[]) =>
  text.refine(
    (value) => value === undefined || protocols.includes(URL.parse(value)?.protocol.slice(0, -1) ?? ''),
    `is not a URL of ${protocols.join(' or ')}`,
  );

/**
 * Reads what the schema names and leaves the rest alone.
 *
 * @throws {UsageError} naming every variable that does not fit, without its value: it may be a secret.
 */
export function readVariables<Schema extends z.ZodType>(
  schema: Schema,
  variables: NodeJS.ProcessEnv,
): z.output<Schema> {
  const { data, error } = schema.safeParse(variables);
  if (error === undefined) return data;
  throw new UsageError(
    'environment',
    error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
  );
}
