import type { AvroSchema } from './writer-schema.ts';

/** Moves over one value, checking only where it ends. */
type Skip = (cursor: Cursor) => void;

interface Cursor {
  readonly bytes: Buffer;
  position: number;
}

/**
 * Makes a check that throws when an Avro value claims to be longer than its bytes. avsc believes an array's count
 * before it has seen an item: a flipped bit that makes it 2³⁰ would take the memory of the process, so the message
 * would never become a dead letter.
 */
export function createBoundsCheck(schema: AvroSchema): (bytes: Buffer) => void {
  const skip = skipOf(schema);
  return (bytes) => skip({ bytes, position: 0 });
}

function skipOf(schema: AvroSchema): Skip {
  if (typeof schema === 'string') return skipPrimitive(schema);
  if (isUnion(schema)) return skipNullable(skipOf(schema[1]));
  if (schema.type === 'array') return skipArray(skipOf(schema.items));
  if (schema.type !== 'record') return skipPrimitive(schema.type);
  const fields = schema.fields.map((field) => skipOf(field.type));
  return (cursor) => {
    for (const skip of fields) skip(cursor);
  };
}

const isUnion = (schema: AvroSchema): schema is readonly ['null', AvroSchema] => Array.isArray(schema);

function skipPrimitive(name: string): Skip {
  if (name === 'string') return (cursor) => advance(cursor, readLong(cursor));
  if (name === 'double') return (cursor) => advance(cursor, 8);
  if (name === 'boolean') return (cursor) => advance(cursor, 1);
  return readLong;
}

function skipNullable(skip: Skip): Skip {
  return (cursor) => {
    if (readLong(cursor) !== 0) skip(cursor);
  };
}

function skipArray(skip: Skip): Skip {
  return (cursor) => {
    for (let count = readLong(cursor); count !== 0; count = readLong(cursor)) {
      // A negative count is followed by the size of its block in bytes.
      if (count < 0) readLong(cursor);
      for (let left = Math.abs(count); left > 0; left -= 1) {
        const before = cursor.position;
        skip(cursor);
        if (cursor.position === before) throw new RangeError('array of items without bytes');
      }
    }
  };
}

function advance(cursor: Cursor, length: number): void {
  if (!(length >= 0 && cursor.position + length <= cursor.bytes.length)) throw new RangeError('truncated value');
  cursor.position += length;
}

function readLong(cursor: Cursor): number {
  let magnitude = 0;
  let scale = 1;
  for (;;) {
    const byte = cursor.bytes[cursor.position];
    if (byte === undefined) throw new RangeError('truncated value');
    cursor.position += 1;
    magnitude += (byte & 0x7f) * scale;
    if (byte < 0x80) return magnitude % 2 === 0 ? magnitude / 2 : -(magnitude + 1) / 2;
    scale *= 128;
  }
}
