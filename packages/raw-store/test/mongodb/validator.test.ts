import { describe, expect, it } from 'vitest';
import { locations, measurements } from '../../src/mongodb/kinds.ts';
import { storedVersion } from '../../src/mongodb/stored-version.ts';
import { validatorOf, type Validator } from '../../src/mongodb/validator.ts';
import { location, measurement } from '../contract/documents.ts';

const validators = { measurements: validatorOf(measurements.schema), locations: validatorOf(locations.schema) };

const propertiesOf = (validator: Validator) => validator['properties'] as Record<string, Validator>;

/** What `$jsonSchema` knows; another keyword would make the server refuse the whole. */
const keywords = [
  ...['bsonType', 'anyOf', 'properties', 'items', 'required', 'additionalProperties', 'enum', 'pattern'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'multipleOf', 'description'],
];

function keywordsIn(validator: Validator): string[] {
  const {
    properties = {},
    items,
    anyOf = [],
  } = validator as {
    readonly properties?: Record<string, Validator>;
    readonly items?: Validator;
    readonly anyOf?: readonly Validator[];
  };
  const inner = [...Object.values(properties), ...anyOf, ...(items ? [items] : [])];
  return [...Object.keys(validator), ...inner.flatMap(keywordsIn)];
}

describe.each(Object.entries(validators))('the validator of %s', (_, validator) => {
  it('uses only what MongoDB knows', () => {
    expect(keywordsIn(validator).filter((keyword) => !keywords.includes(keyword))).toEqual([]);
    expect(JSON.stringify(validator)).not.toMatch(/"(integer|boolean)"/);
  });

  it('allows no field beyond those it requires', () => {
    expect(validator).toMatchObject({ bsonType: ['object'], additionalProperties: false });
    expect(Object.keys(propertiesOf(validator))).toEqual(validator['required']);
  });
});

it('says of each field what the contract says, in BSON types', () => {
  expect(propertiesOf(validators.measurements)).toMatchObject({
    _id: { bsonType: ['string'] },
    sensorId: { bsonType: ['number'], multipleOf: 1, minimum: 0, exclusiveMinimum: true },
    value: { bsonType: ['number', 'null'] },
    hasFlags: { bsonType: ['bool'] },
    periodStart: { bsonType: 'date' },
    expectedCount: { anyOf: [{ bsonType: ['number'], multipleOf: 1 }, { bsonType: ['null'] }] },
    localHour: { bsonType: ['number'], multipleOf: 1, minimum: 0, maximum: 23 },
    localDate: { bsonType: ['string'], pattern: String.raw`^\d{4}-\d{2}-\d{2}$` },
    source: { enum: ['api', 'archive'] },
    originOffset: { bsonType: 'number' },
  });
  expect(propertiesOf(validators.measurements)['value']).not.toHaveProperty('multipleOf');
  expect(propertiesOf(validators.measurements)['sensorId']).not.toHaveProperty('maximum');
  expect(propertiesOf(validators.locations)['sensors']).toMatchObject({
    bsonType: ['array'],
    items: {
      bsonType: ['object'],
      properties: { sensorId: { multipleOf: 1 }, displayName: { bsonType: ['string', 'null'] } },
    },
  });
});

it.each([
  { kind: measurements, document: measurement(), validator: validators.measurements },
  { kind: locations, document: location(), validator: validators.locations },
])('names the fields of a stored document of $kind.collection, and its dates', ({ kind, document, validator }) => {
  const stored = storedVersion(kind, { offset: 7, batchId: 'a', document }, 'readings 0 a');
  expect(Object.keys(stored).sort()).toEqual(Object.keys(propertiesOf(validator)).sort());
  const dates = Object.entries(propertiesOf(validator)).filter(([, property]) => property['bsonType'] === 'date');
  expect(dates.map(([name]) => name)).toEqual(kind.instants);
  for (const [name, value] of Object.entries(stored)) expect(value instanceof Date).toBe(kind.instants.includes(name));
});
