import type { SubjectSchema, Transport } from '@airstar/kafka-io';
import type { RawStore } from '@airstar/raw-store';
import { contracts, topics } from '@airstar/schemas';

export interface MigrateDependencies {
  readonly transport: Pick<Transport, 'createTopics'>;
  /** A registry that can be written to. */
  readonly registry: { register(contract: SubjectSchema): number | Promise<number> };
  readonly store: Pick<RawStore, 'migrate'>;
}

/** What is there after a migration. */
export interface MigrationSummary {
  readonly topics: readonly string[];
  /** Schema id by subject. */
  readonly subjects: Readonly<Record<string, number>>;
}

/**
 * Creates topics, registers the contracts (each has to read what was written before it) and prepares the raw store.
 * Doing it again changes nothing.
 */
export async function migrate(
  { transport, registry, store }: MigrateDependencies,
  onStep: (step: string) => void,
): Promise<MigrationSummary> {
  const definitions = Object.values(topics);
  await transport.createTopics(definitions);
  onStep(`topics: ${definitions.map(({ name }) => name).join(', ')}`);
  const subjects: Record<string, number> = {};
  for (const contract of contracts) {
    subjects[contract.subject] = await registry.register(contract);
    onStep(`subject: ${contract.subject} is schema ${subjects[contract.subject]}`);
  }
  await store.migrate();
  onStep('raw store: ready');
  return { topics: definitions.map(({ name }) => name), subjects };
}
