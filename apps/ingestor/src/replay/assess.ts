import { Rejection, type DeadLetter, type SchemaRegistry } from '@airstar/kafka-io';
import { batchIdHeader } from '@airstar/schemas';
import { handlers, type PreparedDocument } from '../steps/handlers.ts';
import type { Letter } from './letters.ts';
import type { Outcome } from './outcomes.ts';

/** A letter that would be taken in now. */
export interface Replayable {
  readonly letter: Letter;
  readonly content: DeadLetter;
  readonly document: PreparedDocument;
}

/** Why a letter cannot be replayed. */
export interface Refusal {
  readonly letter: Letter;
  readonly problem: string;
}

export interface Assessment {
  readonly replayable: readonly Replayable[];
  readonly refusals: readonly Refusal[];
}

/**
 * Makes a judge of letters: would the ingestor take them in, were they sent to their topics once more under this batch?
 * One whose reason is still there would only become another dead letter.
 */
export function createAssessment(
  registry: SchemaRegistry,
  batchId: string,
): (letters: readonly Letter[]) => Promise<Assessment> {
  const readers = new Map(handlers.map((handler) => [handler.topic, handler.open(registry)]));
  const messageOf = (content: DeadLetter) => ({
    ...content,
    headers: { [batchIdHeader]: batchId },
    timestamp: content.time,
  });

  function judge(letter: Letter): Replayable | string {
    const { content, outcome } = letter;
    if (outcome !== undefined) return described(outcome);
    if (content === undefined) return 'it is no dead letter of ours: discard it';
    if (content.partition < 0) {
      return 'it was refused before it reached the log: extract its window again, or discard it';
    }
    const read = readers.get(content.topic)?.read(messageOf(content));
    if (read === undefined) return `its topic ${content.topic} is not one that is taken in`;
    if (read instanceof Rejection) return `it would be refused again, ${read.reason}: ${read.detail}`;
    return { letter, content, document: read.value };
  }

  return async (letters) => {
    const contents = letters.flatMap(({ content }) => content ?? []);
    for (const [topic, reader] of readers) {
      await reader.learn(contents.filter((content) => content.topic === topic).map(messageOf));
    }
    const replayable: Replayable[] = [];
    const refusals: Refusal[] = [];
    for (const letter of letters) {
      const judged = judge(letter);
      if (typeof judged === 'string') refusals.push({ letter, problem: judged });
      else replayable.push(judged);
    }
    return { replayable, refusals };
  };
}

function described(outcome: Outcome): string {
  if (outcome.action === 'replayed') return `it was replayed on ${outcome.at} as batch ${outcome.batchId}`;
  return `it was discarded on ${outcome.at}: ${outcome.note}`;
}
