/** The part of the Avro 1.11 specification that our contracts use, as plain data. */
export type AvroSchema =
  | AvroPrimitive
  | { readonly type: 'long'; readonly logicalType: 'timestamp-millis' }
  | { readonly type: 'array'; readonly items: AvroSchema }
  | readonly ['null', AvroSchema]
  | AvroRecord;

type AvroPrimitive = 'string' | 'int' | 'long' | 'double' | 'boolean';

interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
  readonly doc: string;
  /** Needed on every field added after the first release: it is what lets an old writer and a new reader agree. */
  readonly default?: null | string | number | boolean | readonly [];
}

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace?: string;
  readonly doc: string;
  readonly fields: readonly AvroField[];
}

/** `period_end_utc` → `periodEndUtc`, on types. */
type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The TypeScript value that a schema describes: the same fields in camelCase, instants as epoch milliseconds. */
export type ValueOf<Schema> = Schema extends 'string'
  ? string
  : Schema extends 'int' | 'long' | 'double'
    ? number
    : Schema extends 'boolean'
      ? boolean
      : Schema extends readonly ['null', infer Inner]
        ? ValueOf<Inner> | null
        : Schema extends { readonly type: 'record'; readonly fields: infer Fields extends readonly AvroField[] }
          ? { -readonly [Field in Fields[number] as CamelCase<Field['name']>]: ValueOf<Field['type']> }
          : Schema extends { readonly type: 'array'; readonly items: infer Items }
            ? ValueOf<Items>[]
            : Schema extends { readonly type: infer Inner }
              ? ValueOf<Inner>
              : never;

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * The same schema with camelCase field names. Avro bytes hold no names, so a type made from this one reads and
 * writes exactly the bytes of the snake_case contract, and no record is renamed at run time.
 *
 * @example
 * camelCaseFields({ type: 'record', name: 'A', doc: '', fields: [{ name: 'sensor_id', type: 'long', doc: '' }] })
 * // fields: [{ name: 'sensorId', … }]
 */
export function camelCaseFields(schema: AvroSchema): AvroSchema {
  if (typeof schema === 'string') return schema;
  if (Array.isArray(schema)) return ['null', camelCaseFields(schema[1] as AvroSchema)];
  const complex = schema as Exclude<AvroSchema, AvroPrimitive | readonly ['null', AvroSchema]>;
  if (complex.type === 'array') return { ...complex, items: camelCaseFields(complex.items) };
  if (complex.type !== 'record') return complex;
  return {
    ...complex,
    fields: complex.fields.map((field) => ({
      ...field,
      name: camelCase(field.name),
      type: camelCaseFields(field.type),
    })),
  };
}
