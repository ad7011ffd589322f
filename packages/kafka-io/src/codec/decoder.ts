import { camelCaseFields, type EventContract } from '@airstar/schemas';
import avro from 'avsc';
import { UnknownSchemaIdError } from '../errors.ts';
import { Rejection } from '../rejection.ts';
import { createBoundsCheck } from './bounds.ts';
import { frameLength, readFrame } from './frame.ts';
import type { SchemaRegistry } from './registry.ts';
import { isContractSchema } from './writer-schema.ts';

/** Reads the Avro bytes of one writer's schema, or says why they cannot be read. */
type Read<Event> = (bytes: Buffer) => Event | Rejection;

/** Reads framed values of one contract, whichever version of it wrote them. */
export interface Decoder<Event> {
  /** Asks the registry for the schemas of these values that are not known yet: {@link decode} itself never waits. */
  learn(values: Iterable<Buffer | null>): Promise<void>;
  decode(value: Buffer | null): Event | Rejection;
}

export function createDecoder<Event>(contract: EventContract<Event>, registry: SchemaRegistry): Decoder<Event> {
  const readers = new Map<number, Read<Event>>();

  async function learn(values: Iterable<Buffer | null>): Promise<void> {
    for (const id of idsOf(values)) {
      if (readers.has(id)) continue;
      const schema = await schemaOf(registry, id);
      // An unknown id is asked for again with the next batch: the registry may have been behind.
      if (schema !== undefined) readers.set(id, createReader(contract, schema.found));
    }
  }

  function decode(value: Buffer | null): Event | Rejection {
    if (value === null || value.length === 0) return new Rejection('empty-value', 'no bytes');
    const id = readFrame(value);
    if (id === undefined) return new Rejection('unframed', `${value.length} bytes`);
    const read = readers.get(id);
    return read ? read(value.subarray(frameLength)) : new Rejection('unknown-schema', `schema id ${id}`);
  }

  return { learn, decode };
}

function idsOf(values: Iterable<Buffer | null>): Set<number> {
  const ids = new Set<number>();
  for (const value of values) {
    const id = value === null ? undefined : readFrame(value);
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

async function schemaOf(registry: SchemaRegistry, id: number): Promise<{ readonly found: unknown } | undefined> {
  try {
    return { found: await registry.schemaOf(id) };
  } catch (error) {
    if (error instanceof UnknownSchemaIdError) return undefined;
    throw error;
  }
}

function createReader<Event>({ type }: EventContract<Event>, schema: unknown): Read<Event> {
  const incompatible = (detail: string): Read<Event> => {
    const rejection = new Rejection('incompatible-schema', detail);
    return () => rejection;
  };
  if (!isContractSchema(schema)) return incompatible('the writer uses Avro that no contract of ours uses');
  let resolver: ReturnType<avro.Type['createResolver']> | undefined;
  try {
    const writer = avro.Type.forSchema(camelCaseFields(schema) as avro.Schema);
    resolver = writer.equals(type) ? undefined : type.createResolver(writer);
  } catch (cause) {
    return incompatible(messageOf(cause));
  }
  const checkBounds = createBoundsCheck(schema);
  return (bytes) => {
    try {
      checkBounds(bytes);
      return type.fromBuffer(bytes, resolver) as Event;
    } catch (cause) {
      return new Rejection('undecodable', messageOf(cause));
    }
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
