import { MongoError, MongoNetworkError, MongoOperationTimeoutError, MongoServerSelectionError } from 'mongodb';
import { RawStoreDeniedError, RawStoreDocumentError, RawStoreUnavailableError } from '../errors.ts';

/** Error codes of the server; their names are those of MongoDB's `error_codes.yml`. */
export const codes = {
  duplicateKey: 11000,
  namespaceExists: 48,
} as const;

const denied = new Set([
  13, // Unauthorized
  18, // AuthenticationFailed
  8000, // AtlasError: wrong credentials there
]);

const refused = new Set([
  121, // DocumentValidationFailure
  10334, // BSONObjectTooLarge
]);

// The driver's own list of what may be sent again is not exported, and it does not see commands that we send ourselves.
const transient = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

const transientLabels = ['RetryableWriteError', 'TransientTransactionError', 'RetryableError', 'SystemOverloadedError'];

/** Our own client, closed while others used it, because it had lost its server. Not all of these are exported. */
const givenUp = new Set([
  'MongoClientClosedError',
  'MongoNotConnectedError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
]);

/** Node's names for a connection that is gone. */
const gone = new Set(['ECONNABORTED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT']);

/** Runs something on a server. What the server is to blame for comes out as a typed error, the rest as it is. */
export async function onServer<Result>(
  server: string,
  operation: string,
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    throw translate(server, operation, cause);
  }
}

/** @param server Host and port, without credentials. */
export function translate(server: string, operation: string, cause: unknown): unknown {
  if (isTimeout(cause)) return new RawStoreUnavailableError(server, operation, 'it did not answer in time', { cause });
  if (isBrokenSocket(cause)) return new RawStoreUnavailableError(server, operation, cause.message, { cause });
  if (!(cause instanceof MongoError)) return cause;
  const code = Number(cause.code);
  if (denied.has(code)) return new RawStoreDeniedError(server, operation, { cause });
  if (refused.has(code)) return new RawStoreDocumentError(server, cause.message, { cause });
  if (isTransient(cause, code)) return new RawStoreUnavailableError(server, operation, cause.message, { cause });
  return cause;
}

/** Our own limit. The driver throws the signal's error as it is, or, where it was reading, takes it for one of its own. */
const isTimeout = (cause: unknown): boolean =>
  cause instanceof MongoOperationTimeoutError || (cause instanceof DOMException && cause.name === 'TimeoutError');

/** What the driver (7.9.0) waits for while a socket's buffer is full, it throws on as Node gave it. */
const isBrokenSocket = (cause: unknown): cause is Error =>
  cause instanceof Error && gone.has(String((cause as NodeJS.ErrnoException).code));

const isTransient = (error: MongoError, code: number): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  givenUp.has(error.name) ||
  transient.has(code) ||
  transientLabels.some((label) => error.hasErrorLabel(label));
