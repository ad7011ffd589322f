import { batchIdHeader, type EventContract } from '@airstar/schemas';
import { createDecoder } from './codec/decoder.ts';
import type { SchemaRegistry } from './codec/registry.ts';
import { Rejection } from './rejection.ts';
import type { ReceivedMessage } from './transport.ts';

/** A decoded message and what is known of it. */
export interface TypedRecord<Event> {
  readonly event: Event;
  /** The extraction that read the record. */
  readonly batchId: string;
  readonly message: ReceivedMessage;
}

/** One record, ready to be written. */
export interface PreparedItem<Prepared> {
  readonly offset: number;
  readonly batchId: string;
  readonly value: Prepared;
}

/**
 * What becomes of one topic's messages. The type of the event is closed over, so that handlers of several topics stand
 * in one list and only what they prepare shows.
 */
export interface TopicHandler<Prepared> {
  readonly topic: string;
  /** @internal */
  open(registry: SchemaRegistry): MessageReader<Prepared>;
}

/** @internal */
export interface MessageReader<Prepared> {
  /** Asks the registry for what {@link read} needs to know about these messages. */
  learn(messages: readonly ReceivedMessage[]): Promise<void>;
  read(message: ReceivedMessage): PreparedItem<Prepared> | Rejection;
}

/**
 * Joins a contract and what its events become before they are written.
 *
 * @param prepare Pure: no I/O, and the same record gives the same value. Returns a {@link Rejection} for a record that
 * does not fit; an exception is our own bug and ends the consumer.
 *
 * @example
 * topicHandler(measurementContract, ({ event }) =>
 *   event.sensorId > 0 ? toDocument(event) : new Rejection('invalid-record', 'sensorId is not positive'),
 * )
 */
export function topicHandler<Event, Prepared>(
  contract: EventContract<Event>,
  prepare: (record: TypedRecord<Event>) => Prepared | Rejection,
): TopicHandler<Prepared> {
  return {
    topic: contract.topic,
    open: (registry) => {
      const decoder = createDecoder(contract, registry);
      return {
        learn: (messages) => decoder.learn(messages.map(({ value }) => value)),
        read: (message) => {
          const event = decoder.decode(message.value);
          if (event instanceof Rejection) return event;
          const key = contract.key(event);
          if (message.key?.toString() !== key) return new Rejection('wrong-key', `not ${key}`);
          const batchId = message.headers[batchIdHeader];
          if (batchId === undefined) return new Rejection('missing-header', batchIdHeader);
          const value = prepare({ event, batchId, message });
          return value instanceof Rejection ? value : { offset: message.offset, batchId, value };
        },
      };
    },
  };
}
