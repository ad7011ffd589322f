import { locationContract, measurementContract, type AvroRecord, type EventContract } from '@airstar/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../src/codec/decoder.ts';
import { createEncoder } from '../src/codec/encoder.ts';
import type { SchemaRegistry } from '../src/codec/registry.ts';
import { EncodeError, UnknownSchemaIdError } from '../src/errors.ts';
import { Rejection } from '../src/rejection.ts';
import { measurement } from '../../schemas/test/events.ts';
import {
  anyLocation,
  anyMeasurement,
  contractOf,
  location,
  readingContract,
  type Reading,
  readingSchema,
  readingWith,
} from './events.ts';

/** A registry that holds these under their ids, and counts how often it is asked. */
function registryOf(schemas: Record<number, unknown>) {
  const asked: number[] = [];
  const registry: SchemaRegistry = {
    idOf: () => Promise.resolve(1),
    schemaOf: async (id) => {
      asked.push(id);
      if (!(id in schemas)) throw new UnknownSchemaIdError(id);
      return schemas[id];
    },
  };
  return { registry, asked };
}

async function decodeWith<Event>(contract: EventContract<Event>, writer: unknown, value: Buffer | null) {
  const decoder = createDecoder(contract, registryOf({ 1: writer }).registry);
  await decoder.learn([value]);
  return decoder.decode(value);
}

const frame = (...bytes: number[]): Buffer => Buffer.from([0, 0, 0, 0, 1, ...bytes]);

const reasonOf = (outcome: unknown): string => (outcome instanceof Rejection ? outcome.reason : 'decoded');

describe('encoding', () => {
  it('puts a zero and the schema id, big end first, before the Avro bytes', () => {
    const bytes = createEncoder(readingContract, 0x01020304)({ sensorId: -1, unit: 'ppm' }, 0);
    expect([...bytes]).toEqual([0, 1, 2, 3, 4, 1, 6, 0x70, 0x70, 0x6d]);
  });

  it('gives each event bytes of its own, events longer than the ones before them too', () => {
    const encode = createEncoder(readingContract, 7);
    const units = ['a', 'b'.repeat(10_000), 'c', 'd'.repeat(100_000)];
    const values = units.map((unit, sensorId) => encode({ sensorId, unit }, sensorId));
    expect(values.map((bytes) => bytes.readInt32BE(1))).toEqual([7, 7, 7, 7]);
    const decoded = values.map((bytes) => readingContract.type.fromBuffer(bytes.subarray(5)) as Reading);
    expect(decoded.map(({ unit }) => unit)).toEqual(units);
  });

  it.each([
    ['a field', { sensorId: 'x' }, 'sensorId', 'long'],
    ['a fraction for a long', { sensorId: 1.5 }, 'sensorId', 'long'],
    ['a number that a double cannot hold exactly', { sensorId: 2 ** 60 }, 'sensorId', 'long'],
    ['an absent field', { unit: undefined }, 'unit', 'string'],
    ['null for a text', { unit: null }, 'unit', 'string'],
  ])('refuses %s by its path', (_, overrides, path, expected) => {
    const encode = createEncoder(measurementContract, 1);
    const event = { ...measurement(), ...overrides } as ReturnType<typeof measurement>;
    expect(() => encode(event, 3)).toThrow(
      expect.objectContaining({
        name: 'EncodeError',
        path,
        index: 3,
        message: `Cannot encode event 3 for openaq.measurements.v1: ${path} is not ${expected}.`,
      }),
    );
  });

  it('names the path into a list, and keeps the cause', () => {
    const broken = { ...location().sensors[0], unit: 5 } as unknown as ReturnType<typeof location>['sensors'][0];
    const encode = createEncoder(locationContract, 1);
    const sensors = [...location().sensors, broken];
    try {
      encode(location({ sensors }), 0);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EncodeError);
      expect(error).toMatchObject({ path: 'sensors.2.unit', retriable: false });
      expect((error as EncodeError).cause).toBeInstanceOf(Error);
    }
  });

  it('refuses what is no event at all', () => {
    const encode = createEncoder(readingContract, 1);
    expect(() => encode(null as unknown as Reading, 0)).toThrow('the event is not Reading');
  });
});

describe('decoding', () => {
  it('gives back any reading', async () => {
    const encode = createEncoder(measurementContract, 1);
    await fc.assert(
      fc.asyncProperty(anyMeasurement, async (event) => {
        expect(await decodeWith(measurementContract, measurementContract.schema, encode(event, 0))).toEqual(event);
      }),
    );
  });

  it('gives back any station', async () => {
    const encode = createEncoder(locationContract, 1);
    await fc.assert(
      fc.asyncProperty(anyLocation, async (event) => {
        expect(await decodeWith(locationContract, locationContract.schema, encode(event, 0))).toEqual(event);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['null', null, 'empty-value'],
    ['no bytes', Buffer.alloc(0), 'empty-value'],
    ['text', Buffer.from('{"sensor_id":1}'), 'unframed'],
    ['a frame that is cut off', Buffer.from([0, 0, 0, 1]), 'unframed'],
    ['another magic byte', Buffer.from([1, 0, 0, 0, 1, 2, 2, 0x61]), 'unframed'],
    ['an id that the registry does not know', Buffer.from([0, 0, 0, 0, 9, 2, 2, 0x61]), 'unknown-schema'],
    ['an id below zero', Buffer.from([0, 0xff, 0, 0, 9, 2, 2, 0x61]), 'unknown-schema'],
    ['a frame without value', frame(), 'undecodable'],
    ['a value that is cut off', frame(2, 6, 0x61), 'undecodable'],
    ['a value with bytes behind it', frame(2, 2, 0x61, 0), 'undecodable'],
    ['a text of negative length', frame(2, 1), 'undecodable'],
    ['a long that no double holds', frame(...Array<number>(9).fill(0xff), 1, 2, 0x61), 'undecodable'],
    ['a value that fits', frame(2, 2, 0x61), 'decoded'],
  ])('says of %s: %s', async (_, value, reason) => {
    expect(reasonOf(await decodeWith(readingContract, readingSchema, value))).toBe(reason);
  });

  it('refuses a list that claims more items than there are bytes, before it takes the memory', async () => {
    const schema = readingWith({ name: 'units', type: { type: 'array', items: 'string' }, doc: '' });
    const contract = contractOf<{ units: string[] }>(schema, () => '');
    const billions = [0x80, 0x80, 0x80, 0x80, 0x08];
    expect(reasonOf(await decodeWith(contract, schema, frame(...billions, 2, 0x61)))).toBe('undecodable');
    expect(await decodeWith(contract, schema, frame(3, 8, 2, 0x61, 2, 0x62, 0))).toEqual({ units: ['a', 'b'] });
  });

  it('ends on any bytes, with an event or a reason', async () => {
    const decoder = createDecoder(locationContract, registryOf({ 1: locationContract.schema }).registry);
    await decoder.learn([frame()]);
    const bytes = createEncoder(locationContract, 1)(location(), 0);
    const damage = fc.array(fc.tuple(fc.integer({ min: 5, max: bytes.length - 1 }), fc.nat(255)), { minLength: 1 });
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), (changes, end) => {
        const damaged = Buffer.from(bytes);
        for (const [position, byte] of changes) damaged[position] = byte;
        expect(['undecodable', 'decoded']).toContain(reasonOf(decoder.decode(damaged)));
        expect(['undecodable', 'unframed', 'empty-value']).toContain(
          reasonOf(decoder.decode(bytes.subarray(0, end - 1))),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('schemas that move on', () => {
  const value = (writer: AvroRecord, event: object): Buffer =>
    createEncoder(
      contractOf<object>(writer, () => ''),
      1,
    )(event, 0);

  it('reads a version without a field that has a default', async () => {
    const reader = readingWith(...readingSchema.fields, {
      name: 'has_flags',
      type: 'boolean',
      doc: '',
      default: false,
    });
    const bytes = value(readingSchema, { sensorId: 5, unit: 'ppm' });
    const contract = contractOf<object>(reader, () => '');
    expect(await decodeWith(contract, readingSchema, bytes)).toEqual({ sensorId: 5, unit: 'ppm', hasFlags: false });
  });

  it('reads a version with a field more, in another order, and with a narrower type', async () => {
    const writer = readingWith(
      { name: 'unit', type: 'string', doc: '' },
      { name: 'site_name', type: ['null', 'string'], doc: '' },
      { name: 'sensor_id', type: 'int', doc: '' },
    );
    const bytes = value(writer, { sensorId: 5, unit: 'ppm', siteName: 'Centro' });
    expect(await decodeWith(readingContract, writer, bytes)).toEqual({ sensorId: 5, unit: 'ppm' });
  });

  it('reads a version that differs in its documentation alone', async () => {
    const writer = { ...readingSchema, doc: 'Another text.' };
    expect(await decodeWith(readingContract, writer, frame(2, 2, 0x61))).toEqual({ sensorId: 1, unit: 'a' });
  });

  it.each([
    ['lacks a field without default', readingWith({ name: 'unit', type: 'string', doc: '' })],
    ['has a text where a number belongs', readingWith({ name: 'sensor_id', type: 'string', doc: '' })],
    ['is another record', { ...readingSchema, name: 'Forecast' }],
    ['has no record', 'string'],
    ['has a union of other shape', { ...readingSchema, fields: [{ name: 'unit', type: ['string', 'null'] }] }],
    ['has a map', { ...readingSchema, fields: [{ name: 'unit', type: { type: 'map', values: 'long' } }] }],
    ['has fields without type', { ...readingSchema, fields: [{ name: 'unit' }, null] }],
    ['has a name that Avro forbids', { ...readingSchema, name: 'not a name' }],
    ['is no schema', { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }],
    ['is nothing', undefined],
  ])('refuses a writer whose schema %s', async (_, writer) => {
    expect(reasonOf(await decodeWith(readingContract, writer, frame(2, 2, 0x61)))).toBe('incompatible-schema');
  });
});

describe('unions that are none of ours', () => {
  const unit = (type: unknown) => ({ ...readingSchema, fields: [{ name: 'unit', type, doc: '' }] });
  const contract = contractOf<object>(unit(['null', 'string']) as AvroRecord, () => '');

  it.each([[['int', 'string']], [['null', 'string', 'long']], [['string']]])(
    'are refused instead of read as another: %j',
    async (type) => {
      expect(reasonOf(await decodeWith(contract, unit(type), frame(2, 2, 0x61)))).toBe('incompatible-schema');
    },
  );

  it('may be narrower than ours', async () => {
    expect(await decodeWith(contract, unit('string'), frame(2, 0x61))).toEqual({ unit: 'a' });
  });
});

describe('asking the registry', () => {
  const values = [frame(2, 2, 0x61), frame(4, 2, 0x62), null, Buffer.from('x')];

  it('asks once for each id, whatever it answers about compatibility', async () => {
    const { registry, asked } = registryOf({ 1: readingSchema, 2: 'string' });
    const decoder = createDecoder(readingContract, registry);
    const all = [...values, Buffer.from([0, 0, 0, 0, 2, 2])];
    for (let batch = 0; batch < 3; batch += 1) await decoder.learn(all);
    expect(asked).toEqual([1, 2]);
    expect(all.map((value) => reasonOf(decoder.decode(value)))).toEqual([
      'decoded',
      'decoded',
      'empty-value',
      'unframed',
      'incompatible-schema',
    ]);
  });

  it('asks again for an id that was unknown, once a batch', async () => {
    const schemas: Record<number, unknown> = {};
    const { registry, asked } = registryOf(schemas);
    const decoder = createDecoder(readingContract, registry);
    await decoder.learn(values);
    expect(asked).toEqual([1]);
    expect(reasonOf(decoder.decode(frame(2, 2, 0x61)))).toBe('unknown-schema');
    schemas[1] = readingSchema;
    await decoder.learn(values);
    expect(reasonOf(decoder.decode(frame(2, 2, 0x61)))).toBe('decoded');
  });

  it('lets through that the registry cannot be reached: that says nothing about the message', async () => {
    const failure = new Error('connection refused');
    const registry: SchemaRegistry = { idOf: () => Promise.resolve(1), schemaOf: () => Promise.reject(failure) };
    await expect(createDecoder(readingContract, registry).learn(values)).rejects.toBe(failure);
  });
});
