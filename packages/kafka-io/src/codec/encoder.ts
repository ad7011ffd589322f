import type { EventContract } from '@airstar/schemas';
import { EncodeError } from '../errors.ts';
import { frameLength, writeFrame } from './frame.ts';

/**
 * Makes a function that turns events into framed Avro bytes; `index` only names the event in an {@link EncodeError}.
 * Each call writes into the same scratch buffer and copies out what it used: no event is measured or written twice.
 */
export function createEncoder<Event>(
  contract: EventContract<Event>,
  schemaId: number,
): (event: Event, index: number) => Buffer {
  let scratch = Buffer.alloc(4096);
  writeFrame(scratch, schemaId);

  const write = (event: Event): number => {
    const end = contract.type.encode(event, scratch, frameLength);
    if (end >= 0) return end;
    // A negative result is avsc's count of missing bytes.
    scratch = Buffer.alloc(2 * (scratch.length - end));
    writeFrame(scratch, schemaId);
    return write(event);
  };

  return (event, index) => {
    try {
      // In two statements: writing may replace the scratch buffer.
      const end = write(event);
      return Buffer.from(scratch.subarray(0, end));
    } catch (cause) {
      throw new EncodeError({ topic: contract.topic, index, ...misfit(contract, event) }, { cause });
    }
  };
}

function misfit<Event>({ type }: EventContract<Event>, event: Event): { path: string; expected: string } {
  let first: { path: string; expected: string } | undefined;
  type.isValid(event, {
    errorHook: (path, _value, expected) => (first ??= { path: path.join('.'), expected: describe(expected) }),
  });
  return first ?? { path: '', expected: 'valid' };
}

const describe = ({ name, typeName }: { name: string | undefined; typeName: string }): string => name ?? typeName;
