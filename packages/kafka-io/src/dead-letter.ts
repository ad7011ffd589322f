import { batchIdHeader, deadLetterHeaders, type EpochMilliseconds, topics } from '@airstar/schemas';
import { MalformedDeadLetterError } from './errors.ts';
import { type DeadLetterReason, deadLetterReasons, type Rejection } from './rejection.ts';
import type { OutgoingMessage, ReceivedMessage, Transport } from './transport.ts';

/** A record that does not fit, with the bytes as they came. */
export interface Misfit {
  readonly rejection: Rejection;
  /** Where it was read, or where it would have gone. */
  readonly topic: string;
  /** Absent for a record refused before it reached the log. */
  readonly position?: { readonly partition: number; readonly offset: number };
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The extraction that read it, where known. */
  readonly batchId: string | undefined;
}

export interface DeadLetterWriterOptions {
  readonly transport: Transport;
  /** Step that refuses the records, e.g. `ingest`. */
  readonly step: string;
  /** Default `openaq.dead-letters.v1`. */
  readonly topic?: string;
  /** Default `Date.now`. */
  readonly clock?: () => EpochMilliseconds;
}

export interface DeadLetterWriter {
  /** Resolves when the log holds all of them. A rejection means that they are nowhere yet: do not go on. */
  write(misfits: readonly Misfit[]): Promise<void>;
}

/** Writes what one step refuses: a consumer for messages it cannot take in, an extractor for records it cannot send. */
export function createDeadLetterWriter(options: DeadLetterWriterOptions): DeadLetterWriter {
  const { transport, step, topic = topics.deadLetters.name, clock = Date.now } = options;
  return {
    write: async (misfits) => {
      const time = new Date(clock()).toISOString();
      await transport.send(
        topic,
        misfits.map((misfit) => letterOf(misfit, step, time)),
      );
    },
  };
}

/** A dead letter, parsed. */
export interface DeadLetter {
  readonly reason: DeadLetterReason;
  readonly detail: string;
  readonly step: string;
  readonly time: EpochMilliseconds;
  readonly topic: string;
  /** −1 for a record refused before it reached the log; so is the offset. */
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly batchId: string | undefined;
}

/**
 * Reads the headers of a dead letter.
 *
 * @throws MalformedDeadLetterError when one of the six is missing or not readable.
 */
export function readDeadLetter({ key, value, headers, offset }: ReceivedMessage): DeadLetter {
  const header = <Value>(name: string, parse: (text: string) => Value | undefined): Value => {
    const text = headers[name];
    const parsed = text === undefined ? undefined : parse(text);
    if (parsed === undefined) throw new MalformedDeadLetterError(offset, name);
    return parsed;
  };
  return {
    ...header(deadLetterHeaders.reason, parseReason),
    step: header(deadLetterHeaders.step, (text) => text),
    time: header(deadLetterHeaders.time, parseTime),
    topic: header(deadLetterHeaders.topic, (text) => text),
    partition: header(deadLetterHeaders.partition, parsePosition),
    offset: header(deadLetterHeaders.offset, parsePosition),
    key,
    value,
    batchId: headers[batchIdHeader],
  };
}

/** A broker refuses messages above a size; a detail without end must not push a letter over it. */
const longestDetail = 500;

function letterOf(misfit: Misfit, step: string, time: string): OutgoingMessage {
  const { rejection, topic, position = { partition: -1, offset: -1 }, key, value, batchId } = misfit;
  const headers = {
    [deadLetterHeaders.reason]: `${rejection.reason}: ${rejection.detail.slice(0, longestDetail)}`,
    [deadLetterHeaders.step]: step,
    [deadLetterHeaders.time]: time,
    [deadLetterHeaders.topic]: topic,
    [deadLetterHeaders.partition]: String(position.partition),
    [deadLetterHeaders.offset]: String(position.offset),
  };
  return { key, value, headers: batchId === undefined ? headers : { ...headers, [batchIdHeader]: batchId } };
}

function parseReason(text: string): { reason: DeadLetterReason; detail: string } | undefined {
  const reason = deadLetterReasons.find((known) => text.startsWith(`${known}: `));
  return reason && { reason, detail: text.slice(reason.length + 2) };
}

function parseTime(text: string): EpochMilliseconds | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

const parsePosition = (text: string): number | undefined => (/^(-1|\d+)$/.test(text) ? Number(text) : undefined);
