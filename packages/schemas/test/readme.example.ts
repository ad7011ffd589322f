import { measurementContract, type MeasurementEvent } from '@airstar/schemas';

export function pack(event: MeasurementEvent): { topic: string; key: string; value: Buffer } {
  const { topic, key, type } = measurementContract;
  return { topic, key: key(event), value: type.toBuffer(event) };
}

export function unpack(value: Buffer): MeasurementEvent {
  return measurementContract.type.fromBuffer(value) as MeasurementEvent;
}
