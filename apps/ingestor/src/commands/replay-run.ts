import type { PartitionOffset, SchemaRegistry, Transport } from '@airstar/kafka-io';
import { batchIdHeader } from '@airstar/schemas';
import { DeadLetterError } from '../errors.ts';
import { createAssessment, type Refusal, type Replayable } from '../replay/assess.ts';
import { findLetters, readLetters, type Letter } from '../replay/letters.ts';
import { writeOutcomes } from '../replay/outcomes.ts';
import { ReplayTally, type ReplayReport } from '../replay/report.ts';

export interface ReplayDependencies {
  readonly transport: Pick<Transport, 'read' | 'send'>;
  readonly registry: SchemaRegistry;
  readonly now: () => Date;
}

export interface ReplayOptions {
  /** Letters by offset, or all open ones of a reason. */
  readonly select: { readonly offsets: readonly number[] } | { readonly reason: string };
  /** The batch that the messages are counted for: not the one they came with, whose counts are settled. */
  readonly batchId: string;
  /** Sends nothing and remembers nothing. */
  readonly isDryRun: boolean;
  /** Told of each letter of a reason that cannot be replayed. */
  readonly onRefused: (offset: number, problem: string) => void;
}

/**
 * Sends dead letters to their topics once more: original key and bytes, under a batch of their own. What became of a
 * letter is remembered after it was sent: a crash in between lets it be replayed twice, which the raw store recognises.
 *
 * @throws {DeadLetterError} when a letter named by its offset cannot be replayed; then none is.
 */
export async function replay(dependencies: ReplayDependencies, options: ReplayOptions): Promise<ReplayReport> {
  const startedAt = dependencies.now().getTime();
  const assess = createAssessment(dependencies.registry, options.batchId);
  const tally = new ReplayTally();
  let refused = 0;
  for await (const letters of selected(dependencies.transport, options)) {
    const { replayable, refusals } = await assess(letters);
    if ('offsets' in options.select) refuseNamed(refusals);
    for (const { letter, problem } of refusals) options.onRefused(letter.at, problem);
    refused += refusals.length;
    tally.add(replayable, options.isDryRun ? [] : await send(dependencies, replayable, options.batchId));
  }
  return tally.report(options.batchId, refused, (dependencies.now().getTime() - startedAt) / 1000);
}

async function* selected(
  transport: ReplayDependencies['transport'],
  { select }: ReplayOptions,
): AsyncGenerator<readonly Letter[]> {
  if ('offsets' in select) yield findLetters(transport, 'replay', select.offsets);
  else {
    for await (const letters of readLetters(transport)) {
      yield letters.filter(({ content, outcome }) => content?.reason === select.reason && outcome === undefined);
    }
  }
}

function refuseNamed(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  throw new DeadLetterError(
    'replay',
    refusals.map(({ letter, problem }) => `${letter.at}: ${problem}`),
  );
}

async function send(
  { transport, now }: ReplayDependencies,
  letters: readonly Replayable[],
  batchId: string,
): Promise<PartitionOffset[]> {
  const endOffsets: PartitionOffset[] = [];
  for (const [topic, ofTopic] of Map.groupBy(letters, ({ content }) => content.topic)) {
    const headers = { [batchIdHeader]: batchId };
    const messages = ofTopic.map(({ content: { key, value } }) => ({ key, value, headers }));
    endOffsets.push(...(await transport.send(topic, messages)));
  }
  const sent = letters.map(({ letter }) => letter);
  if (sent.length > 0) await writeOutcomes(transport, sent, { action: 'replayed', at: now().toISOString(), batchId });
  return endOffsets;
}
