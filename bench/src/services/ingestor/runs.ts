import type { PartitionOffset } from '@airstar/kafka-io';
import { runChild, type Spent } from '../child.ts';

/** Where everything is, and which part of the topic to take in. */
export interface IngestRun {
  readonly broker: string;
  readonly registryUrl: string;
  readonly mongodbUri: string;
  /** Acknowledges everything at once: there the program runs until its code is compiled. */
  readonly sinkUri: string;
  readonly database: string;
  readonly groupId: string;
  readonly until: readonly PartitionOffset[];
  readonly messages: number;
}

/** What the ingestor takes for each message. */
export const byIngestor = async (run: IngestRun): Promise<Spent> =>
  (await runChild(new URL('own.program.ts', import.meta.url), run)) as Spent;

/** The same by two loops that do nothing else, one after the other. */
export interface BareSpent {
  readonly consumed: Spent;
  readonly inserted: Spent;
}

export const byBareLoops = async (run: IngestRun): Promise<BareSpent> =>
  (await runChild(new URL('bare.program.ts', import.meta.url), run)) as BareSpent;

/** How often a program takes in everything before it is measured. */
export const rehearsals = 4;
