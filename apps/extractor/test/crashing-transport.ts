import type { Transport } from '@airstar/kafka-io';

/** When a process dies: at which of its sends, before the log has the messages or before it learns of that. */
export interface CrashPoint {
  /** From 1. */
  readonly send: number;
  /** Counts the sends to this topic only. */
  readonly topic?: string;
  readonly isAppended: boolean;
}

export class Crash extends Error {}

/** A transport whose process dies at a send: from then on nothing that it does has any effect. */
export function crashing(transport: Transport, { send: fatal, topic: fatalTopic, isAppended }: CrashPoint): Transport {
  let sends = 0;
  let isDead = false;
  const alive = <Result>(work: () => Promise<Result>): Promise<Result> =>
    isDead ? Promise.reject(new Crash()) : work();
  return {
    createTopics: (topics) => alive(() => transport.createTopics(topics)),
    send: (topic, messages) =>
      alive(async () => {
        if (fatalTopic === undefined || topic === fatalTopic) sends += 1;
        if (sends < fatal) return transport.send(topic, messages);
        isDead = true;
        if (isAppended) await transport.send(topic, messages);
        throw new Crash();
      }),
    consume: (options) => alive(() => transport.consume(options)),
    read: (topic, options) => transport.read(topic, options),
    endOffsets: (topic) => alive(() => transport.endOffsets(topic)),
    committedOffsets: (group, topic) => alive(() => transport.committedOffsets(group, topic)),
    close: () => transport.close(),
  };
}
