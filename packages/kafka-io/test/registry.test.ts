import { locationContract, measurementContract } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { createInProcessSchemaRegistry } from '../src/codec/in-process-registry.ts';
import { IncompatibleSchemaError } from '../src/errors.ts';
import { registryContract } from './contract/registry.contract.ts';
import { readingSchema } from './events.ts';

registryContract('in process', () => {
  const registry = createInProcessSchemaRegistry();
  return () => registry;
});

describe('in-process schema registry', () => {
  it('counts ids from 1', async () => {
    const registry = createInProcessSchemaRegistry();
    expect(registry.register(measurementContract)).toBe(1);
    expect(registry.register(locationContract)).toBe(2);
    expect(registry.register(measurementContract)).toBe(1);
    expect(await registry.idOf(locationContract)).toBe(2);
  });

  it('refuses another record under the same subject', () => {
    const registry = createInProcessSchemaRegistry();
    registry.register({ subject: 'readings-value', schema: readingSchema });
    const other = { subject: 'readings-value', schema: { ...readingSchema, name: 'Forecast' } };
    expect(() => registry.register(other)).toThrow(IncompatibleSchemaError);
  });
});
