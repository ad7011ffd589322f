import { randomUUID } from 'node:crypto';
import { locationContract, measurementContract } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import type { SchemaRegistry, SubjectSchema } from '../../src/codec/registry.ts';
import { IncompatibleSchemaError, UnknownSchemaIdError, UnregisteredSchemaError } from '../../src/errors.ts';
import { readingSchema, readingWith } from '../events.ts';

interface RegistryUnderTest extends SchemaRegistry {
  register(contract: SubjectSchema): number | Promise<number>;
}

const [sensorId, unit] = readingSchema.fields as [
  (typeof readingSchema.fields)[number],
  (typeof readingSchema.fields)[number],
];
const note = { name: 'note', type: 'string', doc: '' } as const;

type Fields = Parameters<typeof readingWith>;

/** A subject of its own for each test, and versions of its schema. */
function subjectUnderTest() {
  const subject = `contract.${randomUUID()}-value`;
  return { subject, version: (...fields: Fields): SubjectSchema => ({ subject, schema: readingWith(...fields) }) };
}

/** What every registry has to do. `create` gives another client, with nothing in its memory, of the same registry. */
export function registryContract(name: string, create: () => () => RegistryUnderTest): void {
  const setUp = () => ({ connect: create(), ...subjectUnderTest() });
  const register = async (registry: RegistryUnderTest, contract: SubjectSchema) => registry.register(contract);

  describe(`registry contract: ${name}`, () => {
    it.each([measurementContract, locationContract])('gives back $subject as it was registered', async (contract) => {
      const { connect, subject } = setUp();
      const id = await register(connect(), { subject, schema: contract.schema });
      expect(await connect().idOf({ subject, schema: contract.schema })).toBe(id);
      expect(await connect().schemaOf(id)).toEqual(contract.schema);
    });

    it('gives a schema that comes again the id that it has', async () => {
      const { connect, version } = setUp();
      const id = await register(connect(), version(sensorId, unit));
      expect(await register(connect(), version(sensorId, unit))).toBe(id);
    });

    it('gives one schema one id in all subjects', async () => {
      const { connect, version } = setUp();
      const id = await register(connect(), version(sensorId, unit));
      expect(await register(connect(), subjectUnderTest().version(sensorId, unit))).toBe(id);
    });

    it('knows every version of a subject, also one that is no longer the latest', async () => {
      const { connect, version } = setUp();
      const [first, second] = [version(sensorId, unit), version(sensorId, unit, { ...note, default: '' })];
      const ids = [await register(connect(), first), await register(connect(), second)];
      expect(new Set(ids).size).toBe(2);
      expect([await connect().idOf(first), await connect().idOf(second)]).toEqual(ids);
    });

    it('knows a schema only under the subjects that hold it', async () => {
      const { connect, version } = setUp();
      await register(connect(), subjectUnderTest().version(sensorId, unit));
      await expect(connect().idOf(version(sensorId, unit))).rejects.toBeInstanceOf(UnregisteredSchemaError);
      await register(connect(), version(sensorId));
      await expect(connect().idOf(version(sensorId, unit))).rejects.toBeInstanceOf(UnregisteredSchemaError);
    });

    it.each([0, 2 ** 31 - 1, -1, 1.5])('has no schema with id %d', async (id) => {
      await expect(setUp().connect().schemaOf(id)).rejects.toBeInstanceOf(UnknownSchemaIdError);
    });

    it('finds a schema that was registered after it was asked for in vain', async () => {
      const { connect, version } = setUp();
      const registry = connect();
      const contract = version(sensorId, unit);
      await expect(registry.idOf(contract)).rejects.toBeInstanceOf(UnregisteredSchemaError);
      const id = await register(connect(), contract);
      expect(await registry.idOf(contract)).toBe(id);
    });

    it.each<[string, Fields]>([
      ['drops a field', [sensorId]],
      ['adds a field with a default', [sensorId, unit, { ...note, default: '' }]],
      ['widens a type', [{ ...sensorId, type: 'double' }, unit]],
      ['allows null', [sensorId, { ...unit, type: ['null', 'string'] }]],
    ])('takes a version that %s', async (_, fields) => {
      const { connect, version } = setUp();
      const first = await register(connect(), version(sensorId, unit));
      expect(await register(connect(), version(...fields))).not.toBe(first);
    });

    it.each<[string, Fields]>([
      ['adds a field without default', [sensorId, unit, note]],
      ['renames a field', [{ ...sensorId, name: 'id' }, unit]],
      ['changes a type', [sensorId, { ...unit, type: 'double' }]],
    ])('refuses a version that %s, and keeps the one before it', async (_, fields) => {
      const { connect, version } = setUp();
      const first = await register(connect(), version(sensorId, unit));
      await expect(register(connect(), version(...fields))).rejects.toBeInstanceOf(IncompatibleSchemaError);
      await expect(connect().idOf(version(...fields))).rejects.toBeInstanceOf(UnregisteredSchemaError);
      expect(await connect().idOf(version(sensorId, unit))).toBe(first);
    });

    it('compares with the latest version, not with the first', async () => {
      const { connect, version } = setUp();
      await register(connect(), version(sensorId, unit));
      await register(connect(), version(sensorId));
      const renamed = version(sensorId, { ...unit, name: 'symbol' });
      await expect(register(connect(), renamed)).rejects.toBeInstanceOf(IncompatibleSchemaError);
    });
  });
}
