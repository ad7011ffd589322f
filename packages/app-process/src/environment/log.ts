import { secret, type Refuse } from './secret.ts';
import { text, truth, url, wholeNumber } from './variables.ts';

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** The variables of Kafka and its Schema Registry, for the schema of an app. */
export const logVariables = {
  KAFKA_BROKERS: text,
  KAFKA_SSL: truth,
  KAFKA_SASL_MECHANISM: text,
  KAFKA_SASL_USERNAME: text,
  KAFKA_SASL_PASSWORD: text,
  KAFKA_SASL_PASSWORD_FILE: text,
  KAFKA_SESSION_TIMEOUT_SECONDS: wholeNumber(1800),
  SCHEMA_REGISTRY_URL: url('http', 'https'),
  SCHEMA_REGISTRY_USERNAME: text,
  SCHEMA_REGISTRY_PASSWORD: text,
  SCHEMA_REGISTRY_PASSWORD_FILE: text,
  CONNECT_TIMEOUT_SECONDS: wholeNumber(86_400),
};

type Variables = { readonly [Name in keyof typeof logVariables]?: (typeof logVariables)[Name]['_output'] };

/** How to reach the log, as the clients of kafka-io take it. */
export interface LogSettings {
  readonly kafka: {
    /** `host:port`, at least one. */
    readonly brokers: readonly string[];
    readonly ssl?: boolean;
    readonly connectTimeoutMs?: number;
    readonly sessionTimeoutMs?: number;
    readonly sasl?: {
      readonly mechanism: (typeof mechanisms)[number];
      readonly username: string;
      readonly password: string;
    };
  };
  readonly registry: {
    readonly url: string;
    readonly username?: string;
    readonly password?: string;
    readonly timeoutMs?: number;
  };
}

/** Checks the variables of the log together. What is returned counts only where nothing was refused. */
export function logSettings(variables: Variables, refuse: Refuse<keyof Variables>): LogSettings {
  const sasl = saslSettings(variables, refuse);
  const { KAFKA_SSL: ssl, SCHEMA_REGISTRY_URL: registryUrl, SCHEMA_REGISTRY_USERNAME: username } = variables;
  const { CONNECT_TIMEOUT_SECONDS: seconds, KAFKA_SESSION_TIMEOUT_SECONDS: sessionSeconds } = variables;
  const password = secret(variables, 'SCHEMA_REGISTRY_PASSWORD', refuse);
  if (registryUrl === undefined) refuse('SCHEMA_REGISTRY_URL', 'is not set');
  if (password !== undefined && username === undefined) {
    refuse('SCHEMA_REGISTRY_USERNAME', 'is not set, though there is a password');
  }
  return {
    kafka: {
      brokers: brokers(variables.KAFKA_BROKERS, refuse),
      ...(ssl !== undefined && { ssl }),
      ...(sasl && { sasl }),
      ...(seconds !== undefined && { connectTimeoutMs: seconds * 1000 }),
      ...(sessionSeconds !== undefined && { sessionTimeoutMs: sessionSeconds * 1000 }),
    },
    registry: {
      url: registryUrl ?? '',
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
    },
  };
}

function brokers(list: string | undefined, refuse: Refuse<'KAFKA_BROKERS'>): readonly string[] {
  const names = (list ?? '').split(',').map((name) => name.trim());
  if (list === undefined) refuse('KAFKA_BROKERS', 'is not set');
  else if (!names.every(isHostAndPort))
    refuse('KAFKA_BROKERS', 'is not a list of host:port, e.g. kafka-1:9092,kafka-2:9092');
  return names;
}

function isHostAndPort(name: string): boolean {
  const port = Number(/^[\w.-]+:(\d{1,5})$|^\[[\da-f:]+\]:(\d{1,5})$/i.exec(name)?.slice(1).find(Boolean));
  return port >= 1 && port <= 65_535;
}

function saslSettings(variables: Variables, refuse: Refuse<keyof Variables>): LogSettings['kafka']['sasl'] {
  const password = secret(variables, 'KAFKA_SASL_PASSWORD', refuse);
  const { KAFKA_SASL_MECHANISM: name, KAFKA_SASL_USERNAME: username } = variables;
  if (name === undefined && username === undefined && password === undefined) return undefined;
  const mechanism = mechanisms.find((known) => known === (name ?? 'plain').toLowerCase());
  if (mechanism === undefined) refuse('KAFKA_SASL_MECHANISM', `is none of ${mechanisms.join(', ')}`);
  if (username === undefined) refuse('KAFKA_SASL_USERNAME', 'is not set, though other variables of SASL are');
  if (password === undefined)
    refuse('KAFKA_SASL_PASSWORD', 'is not set, nor can it be read from KAFKA_SASL_PASSWORD_FILE');
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return { mechanism, username, password };
}
