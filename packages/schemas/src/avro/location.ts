import type { AvroRecord, ValueOf } from './schema.ts';

export const locationSchema = {
  type: 'record',
  name: 'Location',
  namespace: 'airstar.openaq.v1',
  doc: 'A station with its sensors, as OpenAQ described it when it was fetched.',
  fields: [
    { name: 'location_id', type: 'long', doc: 'OpenAQ location. Key of the message.' },
    { name: 'name', type: ['null', 'string'], doc: 'As published; may end in blanks or hold U+FFFD.' },
    { name: 'locality', type: ['null', 'string'], doc: 'Null for most stations.' },
    { name: 'timezone', type: 'string', doc: 'IANA zone.' },
    { name: 'country_id', type: ['null', 'long'], doc: 'OpenAQ id, not an ISO number.' },
    { name: 'country_code', type: 'string', doc: 'ISO 3166-1 alpha-2, or a code of OpenAQ such as -99.' },
    { name: 'country_name', type: 'string', doc: 'In English.' },
    { name: 'owner_id', type: 'long', doc: 'OpenAQ owner.' },
    { name: 'owner_name', type: 'string', doc: 'As published.' },
    { name: 'provider_id', type: 'long', doc: 'OpenAQ provider.' },
    { name: 'provider_name', type: 'string', doc: 'As published; to be attributed.' },
    { name: 'is_mobile', type: 'boolean', doc: 'Moves: its coordinates describe no place.' },
    { name: 'is_monitor', type: 'boolean', doc: 'Reference-grade monitor.' },
    { name: 'latitude', type: ['null', 'double'], doc: 'Degrees north. A missing one stays null, never 0.' },
    { name: 'longitude', type: ['null', 'double'], doc: 'Degrees east.' },
    {
      name: 'instruments',
      doc: 'As published: OpenAQ repeats them.',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Instrument',
          doc: 'What measures.',
          fields: [
            { name: 'instrument_id', type: 'long', doc: 'OpenAQ instrument.' },
            { name: 'name', type: 'string', doc: 'As published.' },
          ],
        },
      },
    },
    {
      name: 'licences',
      doc: 'Terms of use of the data; empty where OpenAQ gives null.',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Licence',
          doc: 'A licence and the dates between which it holds for this station.',
          fields: [
            { name: 'licence_id', type: 'long', doc: 'OpenAQ licence.' },
            { name: 'name', type: 'string', doc: 'e.g. CC BY 4.0.' },
            { name: 'attribution_name', type: ['null', 'string'], doc: 'Whom to name.' },
            { name: 'attribution_url', type: ['null', 'string'], doc: 'Where to point.' },
            { name: 'date_from', type: ['null', 'string'], doc: 'ISO date, inclusive.' },
            { name: 'date_to', type: ['null', 'string'], doc: 'ISO date.' },
          ],
        },
      },
    },
    {
      name: 'sensors',
      doc: 'Sensors of the station, in no particular order.',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Sensor',
          doc: 'One parameter measured at the station.',
          fields: [
            { name: 'sensor_id', type: 'long', doc: 'OpenAQ sensor.' },
            { name: 'name', type: 'string', doc: 'e.g. pm25 µg/m³.' },
            { name: 'parameter_id', type: 'long', doc: 'OpenAQ parameter.' },
            { name: 'parameter_name', type: 'string', doc: 'e.g. pm25.' },
            { name: 'unit', type: 'string', doc: 'As published.' },
            { name: 'display_name', type: ['null', 'string'], doc: 'e.g. PM2.5.' },
          ],
        },
      },
    },
    {
      name: 'datetime_first_utc',
      type: ['null', { type: 'long', logicalType: 'timestamp-millis' }],
      doc: 'First reading that OpenAQ admits to; older ones exist.',
    },
    {
      name: 'datetime_last_utc',
      type: ['null', { type: 'long', logicalType: 'timestamp-millis' }],
      doc: 'Last reading. Moves with every hour, so it is no part of the identity of a version.',
    },
    { name: 'fetched_at', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'When the response came.' },
  ],
} as const satisfies AvroRecord;

/** A station with its sensors. Field meanings: {@link locationSchema}. */
export type LocationEvent = ValueOf<typeof locationSchema>;
