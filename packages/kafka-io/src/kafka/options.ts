import type { RetryEvent } from '../retry.ts';
import { Health } from './health.ts';
import { type CompressionName, defaultCompression } from './compression.ts';

export interface KafkaTransportOptions {
  /** `host:port` of brokers to begin with; the others are found through them. */
  readonly brokers: readonly string[];
  /** Shows in the broker's logs and quotas, and begins the names of the groups that `read` uses. */
  readonly clientId: string;
  /** TLS with the certificate authorities of Node. Default false. */
  readonly ssl?: boolean;
  readonly sasl?: KafkaCredentials;
  /** Of topics that are created here. Default −1: the broker's default. */
  readonly replicationFactor?: number;
  /** Of what is sent; every one can be read. Default zstd where Node has it (22.15), else gzip. */
  readonly compression?: CompressionName;
  /**
   * How long brokers may be out of reach before a call fails, and before a consumption ends, with
   * `BrokerUnavailableError`. Joining a group may take {@link sessionTimeoutMs} longer. Default 60,000.
   */
  readonly connectTimeoutMs?: number;
  /**
   * After how much silence the broker gives the partitions of a consumer to others. A batch must send a heartbeat or be
   * done within it. Default 20,000.
   */
  readonly sessionTimeoutMs?: number;
  readonly onRetry?: (event: RetryEvent) => void;
  /** The log of the client underneath, for debugging. */
  readonly onLog?: (event: KafkaLogEvent) => void;
}

type Mechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** A user of SASL. */
export type KafkaCredentials = {
  [Name in Mechanism]: { readonly mechanism: Name; readonly username: string; readonly password: string };
}[Mechanism];

export interface KafkaLogEvent {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The options with their defaults. */
export type KafkaSettings = Required<Omit<KafkaTransportOptions, 'sasl' | 'onLog'>> &
  Pick<KafkaTransportOptions, 'sasl' | 'onLog'> & { readonly health: Health };

export function settingsOf(options: KafkaTransportOptions): KafkaSettings {
  if (options.brokers.length === 0) throw new RangeError('brokers must name at least one host:port.');
  return {
    ssl: false,
    replicationFactor: -1,
    compression: defaultCompression,
    connectTimeoutMs: 60_000,
    sessionTimeoutMs: 20_000,
    onRetry: () => undefined,
    health: new Health(),
    ...options,
  };
}
