import type { AvroRecord } from '@airstar/schemas';

/** The part of Avro that our contracts use; a registry may hold more. */
export type AvroSchema = AvroRecord['fields'][number]['type'];

const primitives: ReadonlySet<unknown> = new Set(['string', 'int', 'long', 'double', 'boolean']);

/** Whether a schema that somebody registered keeps to the part of Avro that we can read. */
export function isContractSchema(schema: unknown): schema is AvroSchema {
  if (Array.isArray(schema)) return schema.length === 2 && schema[0] === 'null' && isContractSchema(schema[1]);
  if (!hasType(schema)) return primitives.has(schema);
  if (schema.type === 'array') return 'items' in schema && isContractSchema(schema.items);
  if (schema.type === 'record') return 'fields' in schema && isFieldList(schema.fields);
  return primitives.has(schema.type);
}

const isFieldList = (fields: unknown): boolean =>
  Array.isArray(fields) && fields.every((field: unknown) => hasType(field) && isContractSchema(field.type));

const hasType = (schema: unknown): schema is { readonly type: unknown } =>
  typeof schema === 'object' && schema !== null && 'type' in schema;
