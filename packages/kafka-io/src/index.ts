export type {
  ConsumeOptions,
  Consumption,
  Headers,
  MessageBatch,
  OutgoingMessage,
  PartitionOffset,
  ReceivedMessage,
  Transport,
} from './transport.ts';
export {
  createInProcessLog,
  createInProcessTransport,
  type InProcessLog,
  type InProcessLogOptions,
} from './in-process/transport.ts';

export type { SchemaRegistry, SubjectSchema } from './codec/registry.ts';
export { createInProcessSchemaRegistry, type InProcessSchemaRegistry } from './codec/in-process-registry.ts';

export { createProducer, type Producer, type ProducerOptions } from './producer.ts';

export { consumeTyped, type PreparedBy, type TypedConsumeOptions } from './consumer.ts';
export { type PreparedItem, topicHandler, type TopicHandler, type TypedRecord } from './topic-handler.ts';
export type { PreparedBatch, RejectedMessage } from './intake.ts';

export { type DeadLetterReason, Rejection } from './rejection.ts';
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
  EncodeError,
  IncompatibleSchemaError,
  MalformedDeadLetterError,
  MissingKeyError,
  PartitionLostError,
  TopicDefinitionError,
  TransportClosedError,
  UnknownSchemaIdError,
  UnknownTopicError,
  UnregisteredSchemaError,
} from './errors.ts';
