import { setTimeout as sleep } from 'node:timers/promises';
import { NativeServicesError } from './errors.ts';
import { lastLines } from './files.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

export interface Readiness {
  readonly name: string;
  readonly identity: ProcessIdentity;
  readonly log: string;
  readonly withinSeconds: number;
  /** Asks the service. Throwing means: not yet. */
  readonly isReady: () => Promise<boolean>;
}

/**
 * Asks until the service answers.
 *
 * @throws {NativeServicesError} `start`, with the end of its log, when its process dies or the time is over.
 */
export async function waitUntilReady({ name, identity, log, withinSeconds, isReady }: Readiness): Promise<void> {
  const deadline = performance.now() + withinSeconds * 1000;
  // Alive first: another process that answers on the port must not pass for a service that died.
  while (isAlive(identity)) {
    if (await isReady().catch(() => false)) return;
    if (performance.now() > deadline) throw startError(name, log, `did not answer within ${withinSeconds} s`);
    await sleep(100);
  }
  throw startError(name, log, 'ended before it was ready');
}

const startError = (name: string, log: string, what: string): NativeServicesError =>
  new NativeServicesError('start', `${name} ${what}. Its log ${log} ends:\n${lastLines(log)}`);
