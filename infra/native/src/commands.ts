import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { lock } from 'proper-lockfile';
import { readMachine } from './env.ts';
import { NativeServicesError } from './errors.ts';
import { launch } from './launch.ts';
import { places } from './places.ts';
import { writeServicesFile, type KafkaVersion } from './services-file.ts';
import { withCompanions } from './services/catalogue.ts';
import { startAll, stopAll } from './stack.ts';
import { statusLines } from './status.ts';
import { openWorkshop } from './workshop.ts';

export interface PlaceOptions {
  readonly directory: string;
}

export interface UpOptions extends PlaceOptions {
  readonly kafka: KafkaVersion;
  readonly spark: boolean;
  /** Instead of the usual ones. */
  readonly only?: readonly string[];
}

// Progress goes to standard error: standard output is the variables, and nothing else.
const report = (line: string): boolean => process.stderr.write(`${line}\n`);
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

export async function up({ directory: given, kafka, spark, only }: UpOptions): Promise<void> {
  const directory = resolve(given);
  const usual = [`kafka-${kafka}`, 'schema-registry', 'mongodb', 'postgres'];
  const definitions = withCompanions([...(only ?? usual), ...(spark ? ['spark'] : [])]);
  await exclusively(directory, async () => {
    const workshop = await openWorkshop({ directory, machine: readMachine(), report }, definitions);
    await startAll(definitions, (definition) => launch(definition, workshop));
    process.stdout.write(writeServicesFile(directory, kafka));
  });
  report(`The same stands in ${places(directory).variables}. Logs: ${places(directory).logs}`);
}

export async function down({ directory: given }: PlaceOptions): Promise<void> {
  const directory = resolve(given);
  await exclusively(directory, async () => {
    if (statusLines(directory).length === 0) report('Nothing runs here.');
    await stopAll(directory, report);
  });
}

export function status({ directory: given }: PlaceOptions): void {
  const lines = statusLines(resolve(given));
  if (lines.length === 0) report('Nothing runs here. Start it: npm run services -- up');
  lines.forEach(print);
}

/** One `up` or `down` at a time in a directory; the second says so and waits. */
async function exclusively(directory: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const release = await acquire(directory, 0).catch(() => {
    report(`Another command is at work in ${directory}: waiting for it.`);
    return acquire(directory, 600);
  });
  try {
    await work();
  } finally {
    await release();
  }
}

async function acquire(directory: string, attempts: number): Promise<() => Promise<void>> {
  const retries = { retries: attempts, factor: 1, minTimeout: 500, maxTimeout: 500 };
  try {
    return await lock(directory, { lockfilePath: places(directory).lock, stale: 20_000, retries });
  } catch (cause) {
    throw new NativeServicesError('start', `Another command is still at work in ${directory}. See who runs it.`, {
      cause,
    });
  }
}
