import { NativeServicesError } from './errors.ts';
import { lastLines } from './files.ts';
import { places } from './places.ts';
import { requireFree } from './ports.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import { endProcess } from './processes.ts';
import { waitUntilReady } from './readiness.ts';
import { removeRecord, runningRecord, writeRecord, type ServiceRecord } from './records.ts';
import type { ServiceDefinition, Site } from './services/definition.ts';
import { siteOf, type Workshop } from './workshop.ts';

/**
 * Starts a service where it does not run, and waits until it answers. On its record, and so within reach of
 * `down`, from the moment it is a process.
 *
 * @throws {NativeServicesError} `port` or `start`; what was started is ended again.
 */
export async function launch(definition: ServiceDefinition, workshop: Workshop): Promise<ServiceRecord> {
  const { directory, report } = workshop;
  const site = siteOf(definition, workshop);
  const running = runningRecord(directory, definition.name);
  if (running) {
    await answers(definition, site, running);
    report(`${definition.name} already runs on ${redacted(running.address)}`);
    return running;
  }
  const began = performance.now();
  const record = await start(definition, site, workshop);
  try {
    await answers(definition, site, record);
  } catch (error) {
    await endProcess(record, definition.stopSignal, 5000);
    removeRecord(directory, definition.name);
    throw error;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  report(`${definition.name} is ready on ${redacted(record.address)} after ${seconds} s`);
  return record;
}

async function start(definition: ServiceDefinition, site: Site, workshop: Workshop): Promise<ServiceRecord> {
  const { name, stopSignal } = definition;
  await requireFree(site.ports, definition.ports, places(workshop.directory).ports);
  const identity = identify(await definition.start(site));
  if (!identity) {
    const message = `${name} ended at once. Its log ${site.log} ends:\n${lastLines(site.log)}`;
    throw new NativeServicesError('start', message);
  }
  const { log } = site;
  const [address, variables] = [definition.address(site), definition.variables(site)];
  const since = new Date().toISOString();
  const record = { name, ...identity, since, port: site.ports[name], address, variables, log, stopSignal };
  writeRecord(workshop.directory, record);
  return record;
}

const answers = (definition: ServiceDefinition, site: Site, identity: ProcessIdentity): Promise<void> =>
  waitUntilReady({
    name: definition.name,
    identity,
    log: site.log,
    withinSeconds: definition.readyWithinSeconds,
    isReady: () => definition.isReady(site),
  });

/** An address without its password. */
export const redacted = (address: string): string => address.replace(/:[^:@/]+@/, '@');
