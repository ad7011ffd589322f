import {
  createDecoder,
  Rejection,
  type DeadLetter,
  type Decoder,
  type SchemaRegistry,
  type Transport,
} from '@airstar/kafka-io';
import { locationContract, measurementContract } from '@airstar/schemas';
import { findLetters } from '../replay/letters.ts';

/** One letter, whole: bytes in base64, and what they say where they can be read. */
export async function show(
  { transport, registry }: { readonly transport: Pick<Transport, 'read'>; readonly registry: SchemaRegistry },
  offset: number,
): Promise<object> {
  const [letter] = await findLetters(transport, 'show', [offset]);
  const { content, outcome } = letter ?? {};
  if (content === undefined) return { letter: offset, reason: 'malformed', outcome };
  const { key, value, time, ...facts } = content;
  return {
    letter: offset,
    ...facts,
    time: new Date(time).toISOString(),
    outcome,
    key: key?.toString() ?? null,
    value: value?.toString('base64') ?? null,
    content: await readValue(content, registry),
  };
}

/** What was refused before the log is a record of OpenAQ as JSON; the rest is an event, if it can be decoded. */
async function readValue(content: DeadLetter, registry: SchemaRegistry): Promise<unknown> {
  if (content.partition < 0) return parseJson(content.value);
  const decoders: Readonly<Record<string, Decoder<unknown>>> = {
    [locationContract.topic]: createDecoder(locationContract, registry),
    [measurementContract.topic]: createDecoder(measurementContract, registry),
  };
  const decoder = decoders[content.topic];
  if (decoder === undefined) return undefined;
  await decoder.learn([content.value]);
  const event = decoder.decode(content.value);
  return event instanceof Rejection ? undefined : event;
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? '');
  } catch {
    return undefined;
  }
}
