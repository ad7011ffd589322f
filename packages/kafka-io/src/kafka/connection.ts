import net from 'node:net';
import tls from 'node:tls';
import { type ISocketFactory, Kafka, type LogEntry, logLevel, type RetryOptions } from 'kafkajs';
import { registerZstd } from './compression.ts';
import type { KafkaLogEvent, KafkaSettings } from './options.ts';

/** What one connection is for. */
interface Purpose {
  /** As the subject of its retries. */
  readonly operation: string;
  readonly retry: RetryOptions;
}

/** Every field is given: kafkajs takes other defaults where NODE_ENV is `test`. */
export const retryFor = (retries: number): RetryOptions => ({
  retries,
  initialRetryTime: 100,
  maxRetryTime: 1000,
  multiplier: 2,
  factor: 0.2,
});

const keepAliveMs = 60_000;
const longestRequestMs = 15_000;
const longestHandshakeMs = 5000;

/** A kafkajs client whose sockets can be cut: it has no way to give up on its own. */
export class Connection {
  readonly kafka: Kafka;
  readonly #sockets = new Set<net.Socket>();
  #isCut = false;

  constructor(settings: KafkaSettings, { operation, retry }: Purpose) {
    registerZstd();
    this.kafka = new Kafka({
      clientId: settings.clientId,
      // Without brokers to try, every retry that is still under way ends.
      brokers: async () => (this.#isCut ? [] : [...settings.brokers]),
      ssl: settings.ssl,
      ...(settings.sasl && { sasl: settings.sasl }),
      connectionTimeout: Math.min(settings.connectTimeoutMs, longestHandshakeMs),
      authenticationTimeout: longestRequestMs,
      requestTimeout: Math.min(settings.connectTimeoutMs, longestRequestMs),
      retry,
      socketFactory: this.#openSocket,
      logLevel: settings.onLog ? logLevel.DEBUG : logLevel.WARN,
      logCreator: () => (entry) => report(settings, operation, entry),
    });
  }

  /** Ends what is under way with an error, at once. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy(new Error('given up'));
  }

  readonly #openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.#isCut) throw new Error('given up');
    const address = { host, port };
    // It is declared as always there, and is not.
    const options = ssl as typeof ssl | undefined | false;
    const socket = options
      ? tls.connect({ ...address, ...(net.isIP(host) === 0 && { servername: host }), ...options }, onConnect)
      : net.connect(address, onConnect);
    socket.setKeepAlive(true, keepAliveMs);
    // kafkajs ends a closed socket again with every retry, and each time Node adds a listener. Ten would make it print.
    socket.setMaxListeners(0);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  };
}

const levels: Record<number, KafkaLogEvent['level']> = {
  [logLevel.ERROR]: 'error',
  [logLevel.WARN]: 'warn',
  [logLevel.INFO]: 'info',
};

/** What kafkajs calls an error and then cures itself. */
const noise = /coordinator|Limiting retries|Response /i;

function report({ onLog, onRetry }: KafkaSettings, operation: string, { level, log }: LogEntry): void {
  const { message, ...detail } = log;
  const isRetry = typeof detail['retryCount'] === 'number' && level <= logLevel.WARN;
  if (isRetry) onRetry({ operation, attempt: Number(detail['retryCount']) + 1, reason: message });
  onLog?.({ level: noise.test(message) ? 'debug' : (levels[level] ?? 'debug'), message, detail });
}
