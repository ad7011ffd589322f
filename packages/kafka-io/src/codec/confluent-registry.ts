import { IncompatibleSchemaError, UnknownSchemaIdError, UnregisteredSchemaError } from '../errors.ts';
import { RegistryFailedError } from '../service-errors.ts';
import { createRegistryClient, isNotFound, type RegistryClientOptions } from './registry-client.ts';
import type { SchemaRegistry, SubjectSchema } from './registry.ts';

export type ConfluentSchemaRegistryOptions = RegistryClientOptions;

export interface ConfluentSchemaRegistry extends SchemaRegistry {
  /**
   * Sets the subject to BACKWARD and registers the schema as its next version; one that is there keeps its id. For the
   * deploy step: it needs the right to write.
   *
   * @throws IncompatibleSchemaError when it cannot read what the latest version wrote.
   */
  register(contract: SubjectSchema): Promise<number>;
}

/**
 * A registry that speaks Confluent's API: Confluent's own, Apicurio (`…/apis/ccompat/v7`), Karapace. An id never
 * changes, so each is asked for once; what the registry does not have is asked for again.
 *
 * Where it cannot be asked every method throws `RegistryUnavailableError`; `AccessDeniedError` tells of wrong
 * credentials, `RegistryFailedError` of whatever else it refuses.
 *
 * @example
 * const registry = createConfluentSchemaRegistry({ url: 'http://127.0.0.1:8081' });
 */
export function createConfluentSchemaRegistry(options: ConfluentSchemaRegistryOptions): ConfluentSchemaRegistry {
  const request = createRegistryClient(options);
  const ids = new Map<string, number>();
  const schemas = new Map<number, unknown>();

  async function idOf(contract: SubjectSchema): Promise<number> {
    const known = ids.get(identity(contract));
    if (known !== undefined) return known;
    const { subject, schema } = contract;
    try {
      const body = { schema: JSON.stringify(schema) };
      const answer = await request({
        operation: `look up ${subject}`,
        method: 'POST',
        path: subjectPath(subject),
        body,
      });
      return remember(contract, answer);
    } catch (error) {
      if (isNotFound(error)) throw new UnregisteredSchemaError(subject, { cause: error });
      throw error;
    }
  }

  async function schemaOf(id: number): Promise<unknown> {
    if (schemas.has(id)) return schemas.get(id);
    if (!Number.isInteger(id)) throw new UnknownSchemaIdError(id);
    try {
      const answer = await request({ operation: `fetch schema ${id}`, method: 'GET', path: `schemas/ids/${id}` });
      schemas.set(id, parsed(answer['schema']));
      return schemas.get(id);
    } catch (error) {
      if (isNotFound(error)) throw new UnknownSchemaIdError(id, { cause: error });
      throw error;
    }
  }

  async function register(contract: SubjectSchema): Promise<number> {
    const { subject, schema } = contract;
    const operation = `register ${subject}`;
    const level = { compatibility: 'BACKWARD' };
    await request({ operation, method: 'PUT', path: `config/${encodeURIComponent(subject)}`, body: level });
    try {
      const body = { schema: JSON.stringify(schema) };
      const path = `${subjectPath(subject)}/versions`;
      return remember(contract, await request({ operation, method: 'POST', path, body }));
    } catch (error) {
      if (!(error instanceof RegistryFailedError && error.status === 409)) throw error;
      throw new IncompatibleSchemaError(subject, { cause: error });
    }
  }

  function remember(contract: SubjectSchema, { id }: Readonly<Record<string, unknown>>): number {
    if (typeof id !== 'number')
      throw new RegistryFailedError(`look up ${contract.subject}`, 200, 'no id in the answer');
    ids.set(identity(contract), id);
    return id;
  }

  return { idOf, schemaOf, register };
}

const subjectPath = (subject: string): string => `subjects/${encodeURIComponent(subject)}`;

const identity = ({ subject, schema }: SubjectSchema): string => `${subject} ${JSON.stringify(schema)}`;

/** A schema in another language than Avro is text that no contract can read. */
function parsed(schema: unknown): unknown {
  try {
    return JSON.parse(String(schema));
  } catch {
    return schema;
  }
}
