import avro from 'avsc';
import { camelCaseFields, type AvroRecord } from './avro/schema.ts';
import { locationSchema, type LocationEvent } from './avro/location.ts';
import { measurementSchema, type MeasurementEvent } from './avro/measurement.ts';
import { progressSchema, type ProgressEvent } from './avro/progress.ts';
import { topics } from './topics.ts';

/** What a topic carries: its name, its Avro contract, how an event becomes bytes, and its key. */
export interface EventContract<Event> {
  readonly topic: string;
  /** Subject in the Schema Registry: `<topic>-value` (Confluent's TopicNameStrategy). */
  readonly subject: string;
  /** The contract as it is registered and committed: snake_case. */
  readonly schema: AvroRecord;
  /** Reads and writes the bytes of {@link schema} from and to camelCase values. */
  readonly type: avro.Type;
  /** The message key: what has to stay in order. */
  readonly key: (event: Event) => string;
}

function eventContract<Event>(topic: string, schema: AvroRecord, key: (event: Event) => string): EventContract<Event> {
  const type = avro.Type.forSchema(camelCaseFields(schema) as avro.Schema);
  return { topic, subject: `${topic}-value`, schema, type, key };
}

/** Stations: compacted by location id. */
export const locationContract = eventContract<LocationEvent>(topics.locations.name, locationSchema, (event) =>
  String(event.locationId),
);

/** Readings: ordered per sensor. */
export const measurementContract = eventContract<MeasurementEvent>(
  topics.measurements.name,
  measurementSchema,
  (event) => String(event.sensorId),
);

/** How far extractions have come: compacted by batch and sensor. */
export const progressContract = eventContract<ProgressEvent>(
  topics.progress.name,
  progressSchema,
  ({ batchId, sensorId }) => `${batchId}:${sensorId}`,
);

/** Every contract of the system: what a deploy step registers. */
export const contracts = [locationContract, measurementContract, progressContract] as const;
