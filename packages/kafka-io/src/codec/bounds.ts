import type { AvroSchema } from './writer-schema.ts';

/** Where a value ends that begins at a position; looks at no more of it than that takes. */
type Skip = (bytes: Buffer, position: number) => number;

/**
 * Makes a check that throws when an Avro value claims to be longer than its bytes. avsc believes an array's count
 * before it has seen an item: a flipped bit that makes it 2³⁰ would take the memory of the process, so the message
 * would never become a dead letter.
 */
export function createBoundsCheck(schema: AvroSchema): (bytes: Buffer) => void {
  const skip = skipOf(schema);
  return (bytes) => {
    skip(bytes, 0);
  };
}

function skipOf(schema: AvroSchema): Skip {
  if (typeof schema === 'string') return skipPrimitive(schema);
  if (isUnion(schema)) return skipNullable(skipOf(schema[1]));
  if (schema.type === 'array') return skipArray(skipOf(schema.items));
  if (schema.type !== 'record') return skipPrimitive(schema.type);
  const fields = schema.fields.map((field) => skipOf(field.type));
  return (bytes, position) => {
    let end = position;
    for (const skip of fields) end = skip(bytes, end);
    return end;
  };
}

const isUnion = (schema: AvroSchema): schema is readonly ['null', AvroSchema] => Array.isArray(schema);

function skipPrimitive(name: string): Skip {
  if (name === 'string') return (bytes, position) => within(bytes, skipLong(bytes, position), longAt(bytes, position));
  if (name === 'double') return (bytes, position) => within(bytes, position, 8);
  if (name === 'boolean') return (bytes, position) => within(bytes, position, 1);
  return skipLong;
}

function skipNullable(skip: Skip): Skip {
  return (bytes, position) => {
    const value = skipLong(bytes, position);
    return longAt(bytes, position) === 0 ? value : skip(bytes, value);
  };
}

function skipArray(skip: Skip): Skip {
  return (bytes, position) => {
    let block = position;
    for (;;) {
      const count = longAt(bytes, block);
      let item = skipLong(bytes, block);
      if (count === 0) return item;
      // A negative count is followed by the size of its block in bytes.
      if (count < 0) item = skipLong(bytes, item);
      for (let left = Math.abs(count); left > 0; left -= 1) {
        const end = skip(bytes, item);
        if (end === item) throw new RangeError('array of items without bytes');
        item = end;
      }
      block = item;
    }
  };
}

function within(bytes: Buffer, position: number, length: number): number {
  if (!(length >= 0 && position + length <= bytes.length)) throw new RangeError('truncated value');
  return position + length;
}

function skipLong(bytes: Buffer, position: number): number {
  let end = position;
  while (byteAt(bytes, end) >= 0x80) end += 1;
  return end + 1;
}

function longAt(bytes: Buffer, position: number): number {
  const first = byteAt(bytes, position);
  if (first < 0x80) return (first >>> 1) ^ -(first & 1);
  let magnitude = 0;
  let scale = 1;
  for (let end = position; ; end += 1) {
    const byte = byteAt(bytes, end);
    magnitude += (byte & 0x7f) * scale;
    if (byte < 0x80) return magnitude % 2 === 0 ? magnitude / 2 : -(magnitude + 1) / 2;
    scale *= 128;
  }
}

function byteAt(bytes: Buffer, position: number): number {
  const byte = bytes[position];
  if (byte === undefined) throw new RangeError('truncated value');
  return byte;
}
