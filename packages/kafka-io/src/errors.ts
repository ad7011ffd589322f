/** The log or the registry could not do what it was asked; nothing is said about the data. */
export abstract class LogError extends Error {
  /** Whether the same call can succeed later without anybody changing anything. */
  abstract readonly retriable: boolean;
}

/** A topic that was never created. Topics come from the deploy step, never from a typing error. */
export class UnknownTopicError extends LogError {
  override readonly name = 'UnknownTopicError';
  readonly retriable = false;
  readonly topic: string;

  constructor(operation: string, topic: string, options?: ErrorOptions) {
    super(`Cannot ${operation} topic ${topic}: it does not exist. Create it first (createTopics).`, options);
    this.topic = topic;
  }
}

/** A topic that cannot be created as it is defined. */
export class TopicDefinitionError extends LogError {
  override readonly name = 'TopicDefinitionError';
  readonly retriable = false;
  readonly topic: string;

  constructor(topic: string, reason: string, options?: ErrorOptions) {
    super(`Cannot create topic ${topic}: ${reason}`, options);
    this.topic = topic;
  }
}

/** The transport was closed before or during the call. */
export class TransportClosedError extends LogError {
  override readonly name = 'TransportClosedError';
  readonly retriable = false;

  constructor(operation: string) {
    super(`Cannot ${operation}: the transport is closed. Close it after its last user has finished.`);
  }
}

/** The group was rebalanced while a batch was in hand; another consumer will get the batch. */
export class PartitionLostError extends LogError {
  override readonly name = 'PartitionLostError';
  readonly retriable = true;
  readonly topic: string;
  readonly partition: number;

  constructor(groupId: string, topic: string, partition: number, options?: ErrorOptions) {
    super(
      `Group ${groupId} was rebalanced: ${topic}/${partition} was taken away. Drop the batch, it comes again.`,
      options,
    );
    this.topic = topic;
    this.partition = partition;
  }
}

/** A commit outside the batch in hand would skip messages or read them twice. */
export class CommitRangeError extends LogError {
  override readonly name = 'CommitRangeError';
  readonly retriable = false;

  constructor(position: { topic: string; partition: number; offset: number }, first: number, next: number) {
    super(
      `Cannot commit offset ${position.offset} of ${position.topic}/${position.partition}: the batch in hand allows ${first} to ${next}.`,
    );
  }
}

/** A compact topic keeps the newest message of each key, so each message needs one. */
export class MissingKeyError extends LogError {
  override readonly name = 'MissingKeyError';
  readonly retriable = false;
  readonly topic: string;

  constructor(topic: string, options?: ErrorOptions) {
    super(`Cannot send to compact topic ${topic}: a message has no key.`, options);
    this.topic = topic;
  }
}

/** A message is larger than its topic allows. It never fits; a record of ours has to be refused before it is sent. */
export class MessageTooLargeError extends LogError {
  override readonly name = 'MessageTooLargeError';
  readonly retriable = false;
  readonly topic: string;
  /** Key and value of the largest message of the request, before compression. */
  readonly bytes: number;

  constructor(topic: string, bytes: number, options?: ErrorOptions) {
    super(
      `Cannot send to topic ${topic}: a message of ${bytes} bytes is larger than the topic allows. ` +
        'Refuse the record, or raise max.message.bytes of the topic.',
      options,
    );
    this.topic = topic;
    this.bytes = bytes;
  }
}

/** A producer's contract is not in the registry. */
export class UnregisteredSchemaError extends LogError {
  override readonly name = 'UnregisteredSchemaError';
  readonly retriable = false;
  readonly subject: string;

  constructor(subject: string, options?: ErrorOptions) {
    super(`The registry does not hold this schema under subject ${subject}. Register it before producing.`, options);
    this.subject = subject;
  }
}

/** The registry answered, and has no schema of this id. Any other failure of a registry is another error. */
export class UnknownSchemaIdError extends LogError {
  override readonly name = 'UnknownSchemaIdError';
  readonly retriable = false;
  readonly schemaId: number;

  constructor(schemaId: number, options?: ErrorOptions) {
    super(`The registry has no schema with id ${schemaId}.`, options);
    this.schemaId = schemaId;
  }
}

/** A schema that could not read what its subject already holds. */
export class IncompatibleSchemaError extends LogError {
  override readonly name = 'IncompatibleSchemaError';
  readonly retriable = false;
  readonly subject: string;

  constructor(subject: string, options?: ErrorOptions) {
    super(
      `Cannot register a schema under ${subject}: it cannot read messages written with the version before it ` +
        '(BACKWARD compatibility). Give each added field a default, or start a new topic version.',
      options,
    );
    this.subject = subject;
  }
}

/** Data that does not fit: another family than a log that failed. */
export abstract class DataError extends Error {
  readonly retriable = false;
}

/** An event of ours breaks our own contract. No later attempt can succeed, and nothing of its batch was sent. */
export class EncodeError extends DataError {
  override readonly name = 'EncodeError';
  readonly topic: string;
  /** Position of the event in the batch. */
  readonly index: number;
  /** Path of the first field that does not fit, e.g. `sensors.0.unit`; empty where the value itself is none. */
  readonly path: string;

  constructor(subject: { topic: string; index: number; path: string; expected: string }, options?: ErrorOptions) {
    const { topic, index, path, expected } = subject;
    super(`Cannot encode event ${index} for ${topic}: ${path || 'the event'} is not ${expected}.`, options);
    this.topic = topic;
    this.index = index;
    this.path = path;
  }
}

/** A message of the dead-letter topic whose headers are not those of a dead letter. */
export class MalformedDeadLetterError extends DataError {
  override readonly name = 'MalformedDeadLetterError';
  readonly header: string;

  constructor(offset: number, header: string) {
    super(`The message at offset ${offset} is no dead letter: header ${header} is missing or not readable.`);
    this.header = header;
  }
}
