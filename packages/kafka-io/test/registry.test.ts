import { locationContract, measurementContract } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { createInProcessSchemaRegistry } from '../src/codec/in-process-registry.ts';
import { IncompatibleSchemaError, UnknownSchemaIdError, UnregisteredSchemaError } from '../src/errors.ts';
import { readingSchema, readingWith } from './events.ts';

const subject = 'readings-value';
const version = (...fields: Parameters<typeof readingWith>) => ({ subject, schema: readingWith(...fields) });
const [sensorId, unit] = readingSchema.fields as [
  (typeof readingSchema.fields)[number],
  (typeof readingSchema.fields)[number],
];

describe('in-process schema registry', () => {
  it('gives each schema an id from 1 on, and the same id when it comes again', async () => {
    const registry = createInProcessSchemaRegistry();
    expect(registry.register(measurementContract)).toBe(1);
    expect(registry.register(locationContract)).toBe(2);
    expect(registry.register(measurementContract)).toBe(1);
    expect(await registry.idOf(locationContract)).toBe(2);
    expect(await registry.schemaOf(2)).toEqual(locationContract.schema);
  });

  it('gives one schema one id in all subjects', () => {
    const registry = createInProcessSchemaRegistry();
    const first = registry.register({ subject, schema: readingSchema });
    expect(registry.register({ subject: 'other-value', schema: readingSchema })).toBe(first);
  });

  it('knows every version of a subject, also one that is no longer the latest', async () => {
    const registry = createInProcessSchemaRegistry();
    const first = version(sensorId, unit);
    const second = version(sensorId, unit, { name: 'note', type: 'string', doc: '', default: '' });
    expect([registry.register(first), registry.register(second), registry.register(first)]).toEqual([1, 2, 1]);
    expect(await registry.idOf(first)).toBe(1);
    expect(await registry.idOf(second)).toBe(2);
  });

  it('knows a schema only under the subjects that hold it', async () => {
    const registry = createInProcessSchemaRegistry();
    registry.register({ subject: 'other-value', schema: readingSchema });
    await expect(registry.idOf(version(sensorId, unit))).rejects.toBeInstanceOf(UnregisteredSchemaError);
  });

  it.each([0, 2, -1, 1.5])('has no schema with id %d', async (id) => {
    const registry = createInProcessSchemaRegistry();
    registry.register(measurementContract);
    await expect(registry.schemaOf(id)).rejects.toBeInstanceOf(UnknownSchemaIdError);
  });

  it.each([
    ['drops a field', version(sensorId)],
    ['adds a field with a default', version(sensorId, unit, { name: 'note', type: 'string', doc: '', default: '' })],
    ['widens a type', version({ ...sensorId, type: 'double' }, unit)],
    ['allows null', version(sensorId, { ...unit, type: ['null', 'string'] })],
  ])('takes a version that %s', (_, next) => {
    const registry = createInProcessSchemaRegistry();
    registry.register(version(sensorId, unit));
    expect(registry.register(next)).toBe(2);
  });

  it.each([
    ['adds a field without default', version(sensorId, unit, { name: 'note', type: 'string', doc: '' })],
    ['renames a field', version({ ...sensorId, name: 'id' }, unit)],
    ['changes a type', version(sensorId, { ...unit, type: 'double' })],
    ['changes the record', { subject, schema: { ...readingSchema, name: 'Forecast' } }],
  ])('refuses a version that %s, and keeps the one before it', async (_, next) => {
    const registry = createInProcessSchemaRegistry();
    registry.register(version(sensorId, unit));
    expect(() => registry.register(next)).toThrow(IncompatibleSchemaError);
    await expect(registry.idOf(next)).rejects.toBeInstanceOf(UnregisteredSchemaError);
    expect(registry.register({ ...next, subject: 'other-value' })).toBe(2);
  });

  it('compares with the latest version, not with the first', () => {
    const registry = createInProcessSchemaRegistry();
    registry.register(version(sensorId, unit));
    registry.register(version(sensorId));
    expect(() => registry.register(version(sensorId, unit))).not.toThrow();
    expect(() => registry.register(version(sensorId, { ...unit, doc: 'again' }))).toThrow(IncompatibleSchemaError);
  });
});
