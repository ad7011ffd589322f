import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMachine } from './env.ts';
import { NativeServicesError } from './errors.ts';
import { launch } from './launch.ts';
import { places } from './places.ts';
import { runningService, type RunningService } from './running-service.ts';
import { withCompanions } from './services/catalogue.ts';
import type { ServiceName } from './services/names.ts';
import { startAll, stopAll } from './stack.ts';
import { openWorkshop } from './workshop.ts';

export interface StartServicesOptions {
  /** Where data and logs lie. What still runs there is ended first: it was left by a killed process. */
  readonly directory: string;
  /** `kafka-3.9` brings `zookeeper`; `spark` brings two workers. */
  readonly services: readonly ServiceName[];
  /** Remove the directory at the end. Default false. */
  readonly temporary?: boolean;
  /** One line for each step. */
  readonly onProgress?: (line: string) => void;
}

export interface NativeServices {
  /** @throws {NativeServicesError} `usage` for a service that was not asked for. */
  get(name: ServiceName): RunningService;
  /** Ends all of them. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts real services and waits until they answer. They end with this process, even when it is killed.
 *
 * @throws {NativeServicesError} programs missing, a port taken, a build that failed, a service that does not answer.
 * @example
 * const services = await startServices({ directory, services: ['kafka-4', 'mongodb'] });
 * await services.get('kafka-4').kill();
 * await services.get('kafka-4').restart();
 * await services.stop();
 */
export async function startServices(options: StartServicesOptions): Promise<NativeServices> {
  const { directory, services, temporary = false, onProgress: report = () => undefined } = options;
  const definitions = withCompanions(services);
  await stopAll(directory, report);
  const workshop = await openWorkshop({ directory, machine: readMachine(), report }, definitions);
  const reaper = startReaper(directory, temporary);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= dismiss(reaper, directory));
  try {
    const running = await startAll(definitions, async (definition) =>
      runningService(definition, await launch(definition, workshop), workshop),
    );
    return { stop, get: (name) => find(running, name) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function find(running: readonly RunningService[], name: ServiceName): RunningService {
  const service = running.find((one) => one.name === name);
  if (service) return service;
  throw new NativeServicesError('usage', `${name} was not started. Name it in the option services.`);
}

function startReaper(directory: string, temporary: boolean): ChildProcess {
  mkdirSync(places(directory).logs, { recursive: true });
  // What mkdtemp makes is closed to others, and as root PostgreSQL runs as another.
  if (temporary) chmodSync(directory, 0o755);
  const log = openSync(join(places(directory).logs, 'reaper.log'), 'a');
  const program = fileURLToPath(new URL('reaper.ts', import.meta.url));
  const args = ['--conditions=@airstar/source', program, directory, temporary ? 'temporary' : 'kept'];
  const reaper = spawn(process.execPath, args, { detached: true, stdio: ['pipe', log, log], env: {} });
  closeSync(log);
  reaper.unref();
  return reaper;
}

async function dismiss(reaper: ChildProcess, directory: string): Promise<void> {
  // Until now it was not to keep us from ending; from here on we wait for it.
  reaper.ref();
  const exit = once(reaper, 'exit');
  reaper.stdin?.end();
  const [status] = (await exit) as [number | null];
  if (status === 0) return;
  throw new NativeServicesError('stop', `The services of ${directory} did not end: see logs/reaper.log there.`);
}
