import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import manifest from '../../apps/local/package.json' with { type: 'json' };

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Observed {
  readonly seconds: number;
  /** Highest resident set in MB while the stage was the newest that had not ended. */
  readonly peaks: ReadonlyMap<string, number>;
  readonly stages: readonly {
    readonly stage: string;
    readonly produced: number;
    readonly inserted: number;
    readonly seconds: number;
  }[];
}

const { nodeOptions } = manifest;
const stageOrder = ['extract', 'ingest', 'transform', 'stage', 'load'];

/** Runs the built CLI as a process of its own and watches its memory. Linux only: it reads /proc. */
export async function runAirstar(
  dataDirectory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Observed> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, join(root, 'apps/local/dist/main.js'), 'run', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', AIRSTAR_DATA_DIRECTORY: dataDirectory, ...variables },
  });
  const peaks = new Map<string, number>();
  let current = 'extract';
  let errors = '';
  const watch = setInterval(() => {
    peaks.set(current, Math.max(peaks.get(current) ?? 0, residentMegabytes(child.pid)));
  }, 50);
  createInterface({ input: child.stderr }).on('line', (line) => {
    errors += `${line}\n`;
    const ended = stageOrder.indexOf(line.split(' ')[0] ?? '');
    if (ended >= 0) current = stageOrder[ended + 1] ?? 'report';
  });
  const [status] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  if (status !== 0) throw new Error(`airstar run ended with ${String(status)}:\n${errors}`);
  const stages = JSON.parse(readFileSync(join(dataDirectory, 'accounting.json'), 'utf8')) as Observed['stages'];
  return { seconds: (performance.now() - startedAt) / 1000, peaks, stages };
}

function residentMegabytes(pid: number | undefined): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    // It has just ended.
    return 0;
  }
}
