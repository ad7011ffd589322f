import type { AvroRecord, ValueOf } from './schema.ts';

const instant = { type: 'long', logicalType: 'timestamp-millis' } as const;

/** Avro lets a record be defined once; each list of positions is a type of its own name. */
const positions = <const Name extends string>(name: Name) =>
  ({
    type: 'array',
    items: {
      type: 'record',
      name,
      doc: 'A position in the log.',
      fields: [
        { name: 'topic', type: 'string', doc: 'Name of the topic.' },
        { name: 'partition', type: 'int', doc: 'From 0.' },
        { name: 'offset', type: 'long', doc: 'Exclusive: the offset of the next message.' },
      ],
    },
  }) as const;

const batchProgressSchema = {
  type: 'record',
  name: 'BatchProgress',
  doc: 'What is known of an extraction as a whole.',
  fields: [
    { name: 'window_from', type: instant, doc: 'Exclusive, on the end of the period.' },
    { name: 'window_to', type: instant, doc: 'Inclusive.' },
    {
      name: 'selection',
      type: 'string',
      doc: 'Which stations, as JSON: {"locationIds":[…]}, {"bbox":[…]} or {"country":"MX"}.',
    },
    {
      name: 'start_offsets',
      type: positions('StartOffset'),
      doc: 'End of the topics when the batch began: all of its messages lie behind.',
    },
    {
      name: 'location_ids',
      type: ['null', { type: 'array', items: 'long' }],
      doc: 'Stations published. Null: not all of them are yet, and no sensor is.',
    },
    { name: 'location_offsets', type: positions('LocationOffset'), doc: 'Where its stations end.' },
    { name: 'requests', type: 'long', doc: 'Requests to OpenAQ that no sensor counts.' },
    { name: 'report', type: ['null', 'string'], doc: 'What the extractor printed when all was done, as JSON.' },
  ],
} as const satisfies AvroRecord;

const sensorProgressSchema = {
  type: 'record',
  name: 'SensorProgress',
  doc: 'How far the series of one sensor is published.',
  fields: [
    { name: 'location_id', type: 'long', doc: 'Its station.' },
    { name: 'timezone', type: 'string', doc: 'IANA zone of the station.' },
    { name: 'name', type: 'string', doc: 'Of the sensor, e.g. pm25 µg/m³.' },
    {
      name: 'through',
      type: instant,
      doc: 'Readings whose period ends by then are in the log. window_to: all of them.',
    },
    { name: 'produced', type: 'long', doc: 'Readings of it that are known to be in the log.' },
    { name: 'requests', type: 'long', doc: 'Requests that its pages have cost.' },
  ],
} as const satisfies AvroRecord;

export const progressSchema = {
  type: 'record',
  name: 'Progress',
  namespace: 'airstar.openaq.v1',
  doc: 'What of an extraction is safely published. The newest record of a key replaces those before it.',
  fields: [
    { name: 'batch_id', type: 'string', doc: 'The extraction.' },
    { name: 'sensor_id', type: 'long', doc: '0: the record tells of the batch as a whole.' },
    {
      name: 'attempt_id',
      type: 'string',
      doc: 'The process that wrote it. A batch belongs to the last one to claim it.',
    },
    { name: 'batch', type: ['null', batchProgressSchema], doc: 'Of sensor 0 only.' },
    { name: 'sensor', type: ['null', sensorProgressSchema], doc: 'Of the others only.' },
  ],
} as const satisfies AvroRecord;

/** What of an extraction is safely published. Field meanings: {@link progressSchema}. */
export type ProgressEvent = ValueOf<typeof progressSchema>;
