import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the words of the system. */
  readonly birth: string;
}

/** Undefined where no such process runs; a zombie does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  const birth = process.platform === 'linux' ? birthOnLinux(pid) : birthByPs(pid);
  return birth === undefined ? undefined : { pid, birth };
}

export const isAlive = ({ pid, birth }: ProcessIdentity): boolean => identify(pid)?.birth === birth;

/** From `/proc/<pid>/stat`; the ticks count from boot, so the boot belongs to them. */
function birthOnLinux(pid: number): string | undefined {
  try {
    const ticks = startTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return ticks && `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
  } catch {
    // It is gone.
    return undefined;
  }
}

/** Field 22 of a line of `/proc/<pid>/stat`, undefined for a zombie. The name in field 2 may hold blanks and brackets. */
export function startTicks(line: string): string | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, threads, ticks] = [fields[0], fields[17], fields[19]];
  // The first thread of a killed JVM is a zombie while others still hold its ports and files.
  const isOver = state === 'X' || (state === 'Z' && Number(threads) <= 1);
  return isOver ? undefined : ticks;
}

function birthByPs(pid: number): string | undefined {
  try {
    const options = { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } } as const;
    const [state, ...birth] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], options)
      .trim()
      .split(/\s+/);
    return state?.startsWith('Z') ? undefined : birth.join(' ');
  } catch {
    return undefined;
  }
}
