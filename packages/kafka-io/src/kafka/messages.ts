import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Headers, ReceivedMessage } from '../transport.ts';

/** Makes a function that turns messages of one partition into ours. */
export function createReceiver(topic: string, partition: number): (message: KafkaMessage) => ReceivedMessage {
  return ({ offset, key, value, headers, timestamp }) => ({
    topic,
    partition,
    offset: Number(offset),
    key,
    value,
    headers: headers === undefined ? none : textOf(headers),
    timestamp: Number(timestamp),
  });
}

const none: Headers = Object.freeze({});

/** Of a header that comes several times the last one counts, as in Kafka's Java client. */
function textOf(headers: IHeaders): Headers {
  const text: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) text[name] = last.toString();
  }
  return text;
}
