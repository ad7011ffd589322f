import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

const intervalMs = 200;
const ticksASecond = 100;

/** What a command and all that it started took. */
export interface Observed {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /**
   * Highest resident memory of the largest process, as the kernel keeps it. No sum: a process that is just starting
   * another one is seen twice.
   */
  readonly megabytes: number;
}

/** Runs a command to its end and watches its processes. Linux only: it reads /proc. */
export async function runObserved(command: readonly [string, ...string[]], stdio: StdioOptions): Promise<Observed> {
  const [program, ...args] = command;
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio, detached: true });
  const group = new ProcessGroup(child.pid ?? 0);
  const timer = setInterval(() => group.look(), intervalMs);
  const [status] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${String(status)}.`);
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: group.cpuSeconds, megabytes: group.megabytes };
}

class ProcessGroup {
  megabytes = 0;
  readonly #leader: number;
  readonly #ticks = new Map<string, number>();
  readonly #strangers = new Set<string>();

  constructor(leader: number) {
    this.#leader = leader;
  }

  /** As far as it was seen: what a process does after the last look is missing. */
  get cpuSeconds(): number {
    return [...this.#ticks.values()].reduce((sum, ticks) => sum + ticks, 0) / ticksASecond;
  }

  look(): void {
    for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid) && !this.#strangers.has(pid)) this.#lookAt(pid);
  }

  #lookAt(pid: string): void {
    // The name of the program may hold blanks and brackets; its last bracket ends it.
    const fields = read(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (fields.length < 13) return;
    // proc(5), counted from the state.
    const [group = 0, user = 0, system = 0] = [2, 11, 12].map((index) => Number(fields[index]));
    if (group !== this.#leader) {
      this.#strangers.add(pid);
      return;
    }
    this.#ticks.set(pid, user + system);
    const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0);
    this.megabytes = Math.max(this.megabytes, kilobytes / 1024);
  }
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has just ended.
    return '';
  }
}
