export type {
  ConsumeOptions,
  Consumption,
  Headers,
  MessageBatch,
  OutgoingMessage,
  PartitionOffset,
  ReadOptions,
  ReceivedMessage,
  Transport,
} from './transport.ts';
export {
  createInProcessLog,
  createInProcessTransport,
  type InProcessLog,
  type InProcessLogOptions,
} from './in-process/transport.ts';
export { createKafkaTransport } from './kafka/transport.ts';
export type { KafkaCredentials, KafkaLogEvent, KafkaTransportOptions } from './kafka/options.ts';
export type { CompressionName } from './kafka/compression.ts';
export type { RetryEvent } from './retry.ts';

export type { SchemaRegistry, SubjectSchema } from './codec/registry.ts';
export { createInProcessSchemaRegistry, type InProcessSchemaRegistry } from './codec/in-process-registry.ts';

export { createDecoder, type Decoder } from './codec/decoder.ts';

export {
  createConfluentSchemaRegistry,
  type ConfluentSchemaRegistry,
  type ConfluentSchemaRegistryOptions,
} from './codec/confluent-registry.ts';

export { createProducer, type Producer, type ProducerOptions } from './producer.ts';

export { consumeTyped, type PreparedBy, type TypedConsumeOptions } from './consumer.ts';
export { type PreparedItem, topicHandler, type TopicHandler, type TypedRecord } from './topic-handler.ts';
export type { PreparedBatch, RejectedMessage } from './intake.ts';

export { type DeadLetterReason, deadLetterReasons, Rejection } from './rejection.ts';
export {
  createDeadLetterWriter,
  type DeadLetter,
  type DeadLetterWriter,
  type DeadLetterWriterOptions,
  type Misfit,
  readDeadLetter,
} from './dead-letter.ts';

export {
  CommitRangeError,
  DataError,
  EncodeError,
  IncompatibleSchemaError,
  LogError,
  MalformedDeadLetterError,
  MessageTooLargeError,
  MissingKeyError,
  PartitionLostError,
  TopicDefinitionError,
  TransportClosedError,
  UnknownSchemaIdError,
  UnknownTopicError,
  UnregisteredSchemaError,
} from './errors.ts';
export {
  AccessDeniedError,
  BrokerFailedError,
  BrokerUnavailableError,
  RegistryFailedError,
  RegistryUnavailableError,
} from './service-errors.ts';
