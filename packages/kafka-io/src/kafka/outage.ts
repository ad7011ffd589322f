import { AccessDeniedError, BrokerFailedError } from '../service-errors.ts';
import { LogError, UnknownTopicError } from '../errors.ts';

/** What kafkajs throws, as far as we look into it. */
interface KafkaFailure extends Error {
  /** Kafka's name of a failure that a broker answered with. */
  readonly type?: string;
  readonly retriable?: boolean;
}

/** The brokers were not asked in time. kafkajs is given up, so it has no error of its own. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

const outages: ReadonlySet<string> = new Set([
  'NoAnswerError',
  // A join that others of the group disturbed too often.
  'KafkaJSError',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
  // kafkajs stumbles over the metadata that no broker gave it.
  'TypeError',
]);

const lost: ReadonlySet<unknown> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
]);

/** kafkajs wraps what failed into what it did about it; the innermost error says what happened. */
function rootOf(error: unknown): KafkaFailure {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/**
 * What kafkajs says in a plain Error when a connection is gone: another call has given it up (see `Connection.cut`), or
 * it went between two requests.
 */
const isDisconnected = ({ message }: Error): boolean => /brokers array is empty$|^Broker not connected$/.test(message);

/** Whether the same may work later: nobody answers, or a broker says so. */
export function isOutage(error: unknown): boolean {
  const root = rootOf(error);
  if (isUnknownTopic(error)) return false;
  if (isDisconnected(root)) return true;
  // A broker that comes back answers so too, for some seconds.
  return outages.has(root.name) || root.type === 'UNKNOWN' || (root.type !== undefined && root.retriable === true);
}

export const isUnknownTopic = (error: unknown): boolean => rootOf(error).type === 'UNKNOWN_TOPIC_OR_PARTITION';

/** Whether the group moved on without this consumer. */
export const isRebalance = (error: unknown): boolean => lost.has(rootOf(error).type);

export const typeOf = (error: unknown): string | undefined => rootOf(error).type;

export const messageOf = (error: unknown): string => rootOf(error).message;

/** A failure that waiting does not cure, as an error of ours. */
export function translate(operation: string, topic: string | undefined, error: unknown): Error {
  if (error instanceof LogError) return error;
  const root = rootOf(error);
  if (topic !== undefined && isUnknownTopic(error)) return new UnknownTopicError(operation, topic, { cause: error });
  const subject = topic === undefined ? operation : `${operation} topic ${topic}`;
  if (root.name === 'KafkaJSSASLAuthenticationError' || /AUTHORIZATION|SASL/.test(root.type ?? '')) {
    return new AccessDeniedError(subject, 'Kafka', root.message, { cause: error });
  }
  return new BrokerFailedError(subject, root.type, { cause: root });
}
