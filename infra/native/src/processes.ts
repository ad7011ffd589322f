import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeServicesError } from './errors.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly workingDirectory?: string;
  /** Beside PATH and HOME, nothing is inherited: a service must not depend on who started it. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts a process that outlives us, in a session of its own so that Ctrl-C does not reach it. Its output goes to the log. */
export async function spawnDetached(command: Command, base: NodeJS.ProcessEnv, log: string): Promise<number> {
  const output = openSync(log, 'a');
  try {
    const child = spawn(command.program, command.args, {
      cwd: command.workingDirectory ?? '/',
      env: { PATH: base.PATH, HOME: base.HOME, LANG: 'C.UTF-8', ...command.variables },
      detached: true,
      stdio: ['ignore', output, output],
    });
    await once(child, 'spawn');
    child.unref();
    return Number(child.pid);
  } catch (cause) {
    throw new NativeServicesError('start', `${command.program} could not be started: ${String(cause)}`, { cause });
  } finally {
    closeSync(output);
  }
}

/** Sends a signal to exactly this process: never to a later one that took over its number. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    if (isAlive(identity)) process.kill(identity.pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if (identify(identity.pid)?.birth === identity.birth) throw error;
  }
}

/** Whether the process ended within the time. */
async function ended(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false;
    await sleep(30);
  }
  return true;
}

/** Asks a process to end; after the time it is killed. Wakes it first, because a frozen process hears nothing. */
export async function endProcess(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  signalProcess(identity, signal);
  signalProcess(identity, 'SIGCONT');
  if (await ended(identity, graceMs)) return;
  await killProcess(identity);
}

/** SIGKILL, and waits for the end. */
export async function killProcess(identity: ProcessIdentity): Promise<void> {
  signalProcess(identity, 'SIGKILL');
  if (await ended(identity, 10_000)) return;
  throw new NativeServicesError('stop', `Process ${identity.pid} survives SIGKILL: it hangs in the kernel.`);
}
