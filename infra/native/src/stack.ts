import { rmSync } from 'node:fs';
import { places } from './places.ts';
import { isAlive } from './process-identity.ts';
import { endProcess } from './processes.ts';
import { readRecords, removeRecord, type ServiceRecord } from './records.ts';
import { definitionOf } from './services/catalogue.ts';
import type { ServiceDefinition } from './services/definition.ts';
import type { ServiceName } from './services/names.ts';

/**
 * Runs a step for every service at once, but for each only when the steps of those before it are done.
 *
 * @throws the failure where there is one, an AggregateError of several; when all the others have come to an end.
 */
async function inOrder<Item extends { readonly name: ServiceName }, Result>(
  items: readonly Item[],
  before: (item: Item) => readonly ServiceName[],
  step: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const steps = new Map<ServiceName, Promise<Result>>();
  for (const item of items) {
    const earlier = before(item).flatMap((name) => steps.get(name) ?? []);
    steps.set(
      item.name,
      Promise.all(earlier).then(() => step(item)),
    );
  }
  const settled = await Promise.allSettled(steps.values());
  // Who waited in vain failed with the same error.
  const failures = [...new Set(settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : [])))];
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, failures.map(messageOf).join('\n'));
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const startAll = <Result>(
  definitions: readonly ServiceDefinition[],
  launchOne: (definition: ServiceDefinition) => Promise<Result>,
): Promise<readonly Result[]> => inOrder(definitions, ({ needs }) => needs, launchOne);

/** Ends what was started in a directory and still runs, brokers before ZooKeeper. Nothing else. Harmless where nothing runs. */
export async function stopAll(directory: string, report: (line: string) => void, graceMs = 20_000): Promise<void> {
  const records = readRecords(directory);
  const users = (name: ServiceName) => records.filter((one) => definitionOf(one.name).needs.includes(name));
  await inOrder(
    records.toReversed(),
    ({ name }) => users(name).map((one) => one.name),
    async (record) => {
      await stop(record, report, graceMs);
      removeRecord(directory, record.name);
    },
  );
  rmSync(places(directory).variables, { force: true });
}

async function stop(record: ServiceRecord, report: (line: string) => void, graceMs: number): Promise<void> {
  const { name, pid } = record;
  const wasAlive = isAlive(record);
  if (wasAlive) await endProcess(record, record.stopSignal, graceMs);
  report(wasAlive ? `${name} ended (process ${pid})` : `${name} had ended already`);
}
