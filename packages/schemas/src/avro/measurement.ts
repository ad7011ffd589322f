import type { AvroRecord, ValueOf } from './schema.ts';

export const measurementSchema = {
  type: 'record',
  name: 'Measurement',
  namespace: 'airstar.openaq.v1',
  doc: 'One reading of one sensor over one period, as OpenAQ published it when it was fetched.',
  fields: [
    { name: 'sensor_id', type: 'long', doc: 'OpenAQ sensor. Key of the message: the order of a sensor is kept.' },
    { name: 'location_id', type: 'long', doc: 'OpenAQ location the sensor belongs to.' },
    { name: 'timezone', type: 'string', doc: 'IANA zone of the location, e.g. America/Mexico_City.' },
    { name: 'parameter_id', type: 'long', doc: 'OpenAQ parameter: one id for each pair of pollutant and unit.' },
    { name: 'parameter_name', type: 'string', doc: 'e.g. pm25.' },
    { name: 'unit', type: 'string', doc: 'Unit as published, e.g. µg/m³, ppm.' },
    {
      name: 'value',
      type: ['null', 'double'],
      doc: 'As published, sentinels included. Null: OpenAQ knows the period and has no value for it.',
    },
    { name: 'has_flags', type: 'boolean', doc: 'OpenAQ has a flag on the sensor or its station for this period.' },
    { name: 'period_start_utc', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'Start, inclusive.' },
    {
      name: 'period_end_utc',
      type: { type: 'long', logicalType: 'timestamp-millis' },
      doc: 'End, exclusive: the instant by which OpenAQ labels the period and selects windows.',
    },
    { name: 'expected_count', type: ['null', 'long'], doc: 'Readings that the period should hold.' },
    { name: 'observed_count', type: ['null', 'long'], doc: 'Readings that it holds.' },
    { name: 'percent_complete', type: ['null', 'double'], doc: 'observed ÷ expected by logging interval, in percent.' },
    { name: 'percent_coverage', type: ['null', 'double'], doc: 'Share of the period that was measured, in percent.' },
    { name: 'latitude', type: ['null', 'double'], doc: 'Degrees north, of mobile stations only.' },
    { name: 'longitude', type: ['null', 'double'], doc: 'Degrees east, of mobile stations only.' },
    { name: 'source', type: 'string', doc: 'api or archive.' },
    {
      name: 'fetched_at',
      type: { type: 'long', logicalType: 'timestamp-millis' },
      doc: 'When the response that held this reading came. Decides which version of a value is the latest.',
    },
  ],
} as const satisfies AvroRecord;

/** One reading of one sensor over one period. Field meanings: {@link measurementSchema}. */
export type MeasurementEvent = ValueOf<typeof measurementSchema>;
