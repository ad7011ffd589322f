import { measurementContract, type MeasurementEvent } from '@airstar/schemas';

/** What tells one version of a reading from every other one. */
export interface Version {
  readonly sensorId: number;
  readonly periodEnd: number | Date;
  readonly value: number | null;
  readonly hasFlags: boolean;
}

export const nameOf = ({ sensorId, periodEnd, value, hasFlags }: Version): string =>
  `${sensorId} until ${new Date(periodEnd).toISOString()}: ${String(value)}${hasFlags ? ' flagged' : ''}`;

/** Behind the mark and the schema id of Confluent's wire format. The tests write with one schema only. */
export const eventOf = (value: Buffer | null): MeasurementEvent =>
  measurementContract.type.fromBuffer((value ?? Buffer.alloc(0)).subarray(5)) as MeasurementEvent;

export const versionOf = (event: MeasurementEvent): Version => ({ ...event, periodEnd: event.periodEndUtc });
