import type { Consumption, MessageBatch, ReceivedMessage, Transport } from '../../src/transport.ts';

export interface Recorder {
  readonly consumption: Consumption;
  readonly messages: ReceivedMessage[];
  readonly values: () => string[];
}

export interface RecorderOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly maxBatchSize?: number;
  /** Default: commits the whole batch. */
  readonly after?: (batch: MessageBatch) => Promise<void>;
}

export const commitAll = (batch: MessageBatch): Promise<void> => batch.commit(batch.nextOffset);

/** A consumer that keeps what it gets. */
export async function record(transport: Transport, options: RecorderOptions): Promise<Recorder> {
  const { after = commitAll, ...rest } = options;
  const messages: ReceivedMessage[] = [];
  const consumption = await transport.consume({
    ...rest,
    onBatch: async (batch) => {
      messages.push(...batch.messages);
      await after(batch);
    },
  });
  return { consumption, messages, values: () => messages.map(({ value }) => String(value)) };
}
