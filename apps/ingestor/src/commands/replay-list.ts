import type { Transport } from '@airstar/kafka-io';
import { readLetters, type Letter } from '../replay/letters.ts';

export interface ListOptions {
  /** Only letters of this reason. */
  readonly reason?: string;
  /** Those that were replayed or discarded as well. */
  readonly withHandled: boolean;
  /** A JSON object a line instead of words. */
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** How many letters there are, whether they are listed or not. */
export interface LetterCounts {
  open: number;
  replayed: number;
  discarded: number;
  /** Open ones, by reason. */
  readonly byReason: Record<string, number>;
}

/** Lists dead letters, oldest first. */
export async function list(transport: Pick<Transport, 'read'>, options: ListOptions): Promise<LetterCounts> {
  const counts: LetterCounts = { open: 0, replayed: 0, discarded: 0, byReason: {} };
  for await (const letters of readLetters(transport)) {
    for (const letter of letters) {
      const { reason } = summaryOf(letter);
      if (options.reason !== undefined && options.reason !== reason) continue;
      counts[letter.outcome?.action ?? 'open'] += 1;
      if (letter.outcome === undefined) counts.byReason[reason] = (counts.byReason[reason] ?? 0) + 1;
      else if (!options.withHandled) continue;
      options.print(options.json ? JSON.stringify(summaryOf(letter)) : lineOf(letter));
    }
  }
  return counts;
}

function summaryOf({ at, content, outcome }: Letter) {
  if (content === undefined) return { letter: at, reason: 'malformed', outcome };
  const { reason, detail, step, time, topic, partition, offset, batchId } = content;
  return {
    letter: at,
    reason,
    detail,
    step,
    time: new Date(time).toISOString(),
    topic,
    partition,
    offset,
    batchId,
    outcome,
  };
}

function lineOf({ at, content, outcome }: Letter): string {
  const state = outcome ? `  [${outcome.action} ${outcome.at}]` : '';
  if (content === undefined) return `${at}  malformed: no dead letter of ours${state}`;
  const { reason, detail, time, topic, partition, offset } = content;
  const origin = partition < 0 ? `${topic} (before the log)` : `${topic}/${partition}@${offset}`;
  return `${at}  ${new Date(time).toISOString()}  ${origin}  ${reason}: ${detail}${state}`;
}
