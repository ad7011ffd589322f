import type { JsonSchema } from './json-schema.ts';
import { originFields } from './stored-version.ts';

/** A `$jsonSchema` of MongoDB: draft 4, with BSON types. */
export type Validator = Readonly<Record<string, unknown>>;

/**
 * The validator of a collection, from the JSON Schema of its documents: instants are dates there, and what the store
 * keeps for itself stands beside the contract's fields.
 */
export function validatorOf(schema: JsonSchema): Validator {
  return {
    ...translate(schema),
    properties: { ...eachOf(schema.properties ?? {}), ...originFields },
    required: [...(schema.required ?? []), ...Object.keys(originFields)],
  };
}

/** What means the same in both. */
const same: ReadonlySet<string> = new Set(['required', 'additionalProperties', 'enum', 'pattern', 'description']);

function translate(schema: JsonSchema): Validator {
  if (schema.format === 'epoch-milliseconds') return { bsonType: 'date' };
  const { type, anyOf, properties, items, minimum, maximum, exclusiveMinimum } = schema;
  const [least, most] = [exclusiveMinimum ?? minimum, maximum].map(bound);
  return {
    ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => same.has(keyword))),
    ...(type !== undefined && typed(type)),
    ...(anyOf && { anyOf: anyOf.map(translate) }),
    ...(properties && { properties: eachOf(properties) }),
    ...(items && { items: translate(items) }),
    ...(least !== undefined && { minimum: least }),
    // A number in draft 2020-12, a switch in draft 4.
    ...(exclusiveMinimum !== undefined && { exclusiveMinimum: true }),
    ...(most !== undefined && { maximum: most }),
  };
}

const eachOf = (properties: Readonly<Record<string, JsonSchema>>): Validator =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, translate(property)]));

/** The limits of exact integers say nothing that `multipleOf` does not. */
const bound = (limit: number | undefined): number | undefined =>
  Math.abs(limit ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : limit;

function typed(type: string | readonly string[]): Validator {
  const bsonTypes = [type].flat().map((name) => bsonNames[name] ?? name);
  // The driver sends an integer beyond 32 bits as a double.
  return [type].flat().includes('integer') ? { bsonType: bsonTypes, multipleOf: 1 } : { bsonType: bsonTypes };
}

const bsonNames: Readonly<Record<string, string>> = { integer: 'number', boolean: 'bool' };
