/**
 * Bytes before the Avro value: a 0, then the schema id as 32 bits, big end first.
 * https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
export const frameLength = 5;

/** Writes the frame at the start of the buffer. */
export function writeFrame(bytes: Buffer, schemaId: number): void {
  bytes.writeUInt8(0, 0);
  bytes.writeInt32BE(schemaId, 1);
}

/** Schema id of a framed value; undefined where there is no frame. */
export function readFrame(value: Buffer): number | undefined {
  return value.length >= frameLength && value[0] === 0 ? value.readInt32BE(1) : undefined;
}
