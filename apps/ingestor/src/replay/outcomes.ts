import type { OutgoingMessage, ReceivedMessage, Transport } from '@airstar/kafka-io';
import { topics } from '@airstar/schemas';
import { z } from 'zod';

const outcomeSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('replayed'), at: z.iso.datetime(), batchId: z.string() }),
  z.object({ action: z.literal('discarded'), at: z.iso.datetime(), note: z.string() }),
]);

/** What became of a dead letter. */
export type Outcome = z.infer<typeof outcomeSchema>;

/**
 * Names a letter for ever. The offset alone would not: it begins anew when the topic is made anew, and a letter must
 * not seem handled because another one was.
 */
export const letterKey = ({ offset, timestamp }: Pick<ReceivedMessage, 'offset' | 'timestamp'>): string =>
  `${offset}@${new Date(timestamp).toISOString()}`;

/** Outcomes by {@link letterKey}, as the log has them now. */
export async function readOutcomes(transport: Pick<Transport, 'read'>): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for await (const messages of transport.read(topics.deadLetterOutcomes.name)) {
    for (const { key, value } of messages) {
      if (key !== null && value !== null)
        outcomes.set(key.toString(), outcomeSchema.parse(JSON.parse(value.toString())));
    }
  }
  return outcomes;
}

/** Remembers what became of letters. */
export async function writeOutcomes(
  transport: Pick<Transport, 'send'>,
  letters: readonly { readonly key: string }[],
  outcome: Outcome,
): Promise<void> {
  const value = Buffer.from(JSON.stringify(outcome));
  const messages = letters.map(({ key }): OutgoingMessage => ({ key: Buffer.from(key), value }));
  await transport.send(topics.deadLetterOutcomes.name, messages);
}
