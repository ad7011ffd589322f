import {
  MalformedDeadLetterError,
  readDeadLetter,
  type DeadLetter,
  type ReceivedMessage,
  type Transport,
} from '@airstar/kafka-io';
import { topics } from '@airstar/schemas';
import { DeadLetterError } from '../errors.ts';
import { letterKey, readOutcomes, type Outcome } from './outcomes.ts';

/** A message of the dead-letter topic, and what has become of it. */
export interface Letter {
  /** Offset in the dead-letter topic: how people name it. */
  readonly at: number;
  /** See {@link letterKey}. */
  readonly key: string;
  /** Undefined where somebody else has written something that is no dead letter. */
  readonly content: DeadLetter | undefined;
  /** Undefined while nobody has handled it. */
  readonly outcome: Outcome | undefined;
}

const topic = topics.deadLetters.name;

/** Every letter in the log, in order, some at a time: there may be more than memory holds. */
export async function* readLetters(transport: Pick<Transport, 'read'>): AsyncGenerator<readonly Letter[]> {
  const outcomes = await readOutcomes(transport);
  for await (const messages of transport.read(topic)) yield messages.map((message) => letterOf(message, outcomes));
}

/**
 * The letters at these offsets.
 *
 * @throws {DeadLetterError} naming each offset where there is none.
 */
export async function findLetters(
  transport: Pick<Transport, 'read'>,
  operation: string,
  offsets: readonly number[],
): Promise<Letter[]> {
  const wanted = [...new Set(offsets)];
  const outcomes = await readOutcomes(transport);
  const found = await Promise.all(wanted.map((offset) => messageAt(transport, offset)));
  const missing = wanted.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) {
    throw new DeadLetterError(
      operation,
      missing.map((offset) => `${offset}: there is no dead letter at this offset, or it has gone with its time`),
    );
  }
  return found.filter((message) => message !== undefined).map((message) => letterOf(message, outcomes));
}

async function messageAt(transport: Pick<Transport, 'read'>, offset: number): Promise<ReceivedMessage | undefined> {
  const at = { topic, partition: 0, offset };
  const range = { from: [at], until: [{ ...at, offset: offset + 1 }] };
  for await (const [message] of transport.read(topic, range)) if (message?.offset === offset) return message;
  return undefined;
}

function letterOf(message: ReceivedMessage, outcomes: ReadonlyMap<string, Outcome>): Letter {
  const key = letterKey(message);
  return { at: message.offset, key, content: parse(message), outcome: outcomes.get(key) };
}

function parse(message: ReceivedMessage): DeadLetter | undefined {
  try {
    return readDeadLetter(message);
  } catch (error) {
    if (error instanceof MalformedDeadLetterError) return undefined;
    throw error;
  }
}
