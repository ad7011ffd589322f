import { LogError } from './errors.ts';

/** No broker did what was asked within the time given. It may work later. */
export class BrokerUnavailableError extends LogError {
  override readonly name = 'BrokerUnavailableError';
  readonly retriable = true;
  readonly brokers: readonly string[];

  constructor(operation: string, where: { brokers: readonly string[]; afterMs: number }, options?: ErrorOptions) {
    super(
      `Cannot ${operation}: Kafka at ${where.brokers.join(', ')} did not do it within ${where.afterMs / 1000} s` +
        `${lastReason(options)}. Check that it runs and can be reached.`,
      options,
    );
    this.brokers = where.brokers;
  }
}

/** A broker answered with a failure that waiting does not cure, or the client failed in a way that nobody knows. */
export class BrokerFailedError extends LogError {
  override readonly name = 'BrokerFailedError';
  /** What nobody knows another process may be spared. */
  readonly retriable: boolean;
  /** Kafka's name of the failure, e.g. `INVALID_CONFIG`; undefined where the client failed before it asked. */
  readonly type: string | undefined;

  constructor(operation: string, type: string | undefined, options?: ErrorOptions) {
    super(`Cannot ${operation}: Kafka says ${type === undefined ? '' : `${type}: `}${reasonOf(options)}`, options);
    this.type = type;
    this.retriable = type === undefined;
  }
}

/** The registry gave no answer, or a failure of its own, within its retries. It may work later. */
export class RegistryUnavailableError extends LogError {
  override readonly name = 'RegistryUnavailableError';
  readonly retriable = true;

  constructor(operation: string, url: string, options?: ErrorOptions) {
    super(
      `Cannot ${operation}: the schema registry at ${url} gives no answer${lastReason(options)}. Check that it runs and can be reached.`,
      options,
    );
  }
}

/** The registry understood the request and refuses it. */
export class RegistryFailedError extends LogError {
  override readonly name = 'RegistryFailedError';
  readonly retriable = false;
  /** HTTP status. */
  readonly status: number;

  constructor(operation: string, status: number, reason: string, options?: ErrorOptions) {
    super(`Cannot ${operation}: the schema registry answers ${status}: ${reason}`, options);
    this.status = status;
  }
}

/** Wrong credentials, or credentials without the permission. The message holds neither. */
export class AccessDeniedError extends LogError {
  override readonly name = 'AccessDeniedError';
  readonly retriable = false;

  constructor(operation: string, service: string, reason: string, options?: ErrorOptions) {
    super(`Cannot ${operation}: ${service} denies it (${reason}). Check user name, password and permissions.`, options);
  }
}

const lastReason = (options: ErrorOptions | undefined): string =>
  options?.cause === undefined ? '' : ` (last: ${reasonOf(options)})`;

const reasonOf = (options: ErrorOptions | undefined): string =>
  options?.cause instanceof Error ? options.cause.message : 'no reason given';
