import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Says that a variable does not fit; all of them are told at once. */
export type Refuse<Name extends string = string> = (variable: Name, problem: string) => void;

/**
 * How a rule between several variables refuses one of them. Such rules belong into a schema behind the one of the
 * fields: where a field is refused, zod leaves out the rules beside it, and a person is told of them one by one.
 *
 * @example
 * z.object({ DATABASE_URL: text, DATABASE_URL_FILE: text }).transform((variables, context) =>
 *   secret(variables, 'DATABASE_URL', refuseIn(context)),
 * )
 */
export const refuseIn =
  (context: z.core.$RefinementCtx): Refuse =>
  (variable, message) =>
    context.addIssue({ code: 'custom', path: [variable], message });

type WithFile<Name extends string> = { readonly [Key in Name | `${Name}_FILE`]?: string | undefined };

/** A secret, given as it is or, as `<name>_FILE`, in a file. Undefined where neither is set, or where it is refused. */
export function secret<Name extends string>(
  variables: WithFile<Name>,
  name: Name,
  refuse: Refuse<Name | `${Name}_FILE`>,
): string | undefined {
  const given: string | undefined = variables[name];
  const fileVariable = `${name}_FILE` as const;
  const file: string | undefined = variables[fileVariable];
  if (file === undefined) return given;
  if (given !== undefined) refuse(fileVariable, `is set, and so is ${name}: set one of them`);
  const content = read(file);
  if (content === undefined) refuse(fileVariable, 'names a file that cannot be read');
  if (content === '') refuse(fileVariable, 'names a file that is empty');
  return content === '' ? undefined : content;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
