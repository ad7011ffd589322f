/** Tells a person what goes wrong for a while, once, not with every attempt. */
export type Notice = (text: string) => void;

export interface NoticeOptions {
  /** Takes a line. Default standard error. */
  readonly write?: (line: string) => void;
  /** A text is said again when it last was that long ago. Default 30 s. */
  readonly againAfterMs?: number;
  /** Epoch milliseconds. Default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Makes a {@link Notice}: for the retries of clients, which come by the hundred while a server is away.
 *
 * @example
 * const notice = createNotice();
 * createKafkaTransport({ brokers, clientId, onRetry: ({ reason }) => notice(`Kafka: ${reason}. Trying again.`) });
 */
export function createNotice(options: NoticeOptions = {}): Notice {
  const { againAfterMs = 30_000, clock = Date.now } = options;
  const write = options.write ?? ((line: string) => process.stderr.write(`${line}\n`));
  const saidAt = new Map<string, number>();
  return (text) => {
    const now = clock();
    for (const [said, at] of saidAt) if (now - at >= againAfterMs) saidAt.delete(said);
    if (saidAt.has(text)) return;
    saidAt.set(text, now);
    write(text);
  };
}
