import type { PartitionOffset } from '@airstar/kafka-io';
import manifest from '../../../../apps/ingestor/package.json' with { type: 'json' };
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

/** What the ingestor takes for each message, as it is shipped. */
export const byIngestor = async (run: IngestRun): Promise<Spent> =>
  (await runChild(new URL('own.program.ts', import.meta.url), run, manifest.nodeOptions)) as Spent;

/** The same by a loop of kafkajs, avsc and `insertMany` that does nothing else. */
export const byBareLoop = async (run: IngestRun): Promise<Spent> =>
  (await runChild(new URL('bare.program.ts', import.meta.url), run)) as Spent;

/** How often a program takes in everything before it is measured. */
export const rehearsals = 4;
