import { type AvroRecord, camelCaseFields } from '@airstar/schemas';
import avro from 'avsc';
import { IncompatibleSchemaError, UnknownSchemaIdError, UnregisteredSchemaError } from '../errors.ts';
import type { SchemaRegistry, SubjectSchema } from './registry.ts';

export interface InProcessSchemaRegistry extends SchemaRegistry {
  /**
   * Registers the schema as the next version of its subject and returns its id; one that is there keeps its id. Ids
   * count from 1, and one schema has one id in all subjects, as in Confluent's registry.
   *
   * @throws IncompatibleSchemaError when it cannot read what the latest version wrote (BACKWARD).
   */
  register(contract: SubjectSchema): number;
}

/** A registry in the memory of the process. */
export function createInProcessSchemaRegistry(): InProcessSchemaRegistry {
  const schemas: AvroRecord[] = [];
  const ids = new Map<string, number>();
  const subjects = new Map<string, AvroRecord[]>();

  const isVersion = ({ subject, schema }: SubjectSchema): boolean =>
    (subjects.get(subject) ?? []).some((version) => text(version) === text(schema));

  function register(contract: SubjectSchema): number {
    const { subject, schema } = contract;
    if (!isVersion(contract)) {
      const versions = subjects.get(subject) ?? [];
      assertBackward(contract, versions.at(-1));
      subjects.set(subject, [...versions, schema]);
    }
    const id = ids.get(text(schema)) ?? schemas.push(schema);
    ids.set(text(schema), id);
    return id;
  }

  return {
    register,
    idOf: async (contract) => {
      const id = ids.get(text(contract.schema));
      if (id === undefined || !isVersion(contract)) throw new UnregisteredSchemaError(contract.subject);
      return id;
    },
    schemaOf: async (id) => {
      const schema = schemas[id - 1];
      if (schema === undefined) throw new UnknownSchemaIdError(id);
      return schema;
    },
  };
}

const text = (schema: AvroRecord): string => JSON.stringify(schema);

const typeOf = (schema: AvroRecord): avro.Type => avro.Type.forSchema(camelCaseFields(schema) as avro.Schema);

function assertBackward({ subject, schema }: SubjectSchema, latest: AvroRecord | undefined): void {
  if (latest === undefined) return;
  try {
    typeOf(schema).createResolver(typeOf(latest));
  } catch (cause) {
    throw new IncompatibleSchemaError(subject, { cause });
  }
}
