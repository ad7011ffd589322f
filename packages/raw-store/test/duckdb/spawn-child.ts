import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

interface Report {
  readonly opened?: boolean;
  readonly written?: number;
  readonly error?: string;
  readonly message?: string;
  readonly retriable?: boolean;
}

export interface Child {
  readonly process: ChildProcess;
  /** What it reports, until it ends. */
  readonly reports: AsyncIterator<Report>;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

/**
 * Starts child.ts.
 *
 * @param fileBlocks Largest file that it may write, in blocks of 512 bytes: the same to it as a full disk.
 */
export function spawnChild(task: 'hold' | 'write', path: string, fileBlocks = 'unlimited'): Child {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const command = 'ulimit -f "$1"; shift; exec "$@"';
  const node = [process.execPath, '--conditions=@airstar/source', script, task, path];
  const child = spawn('sh', ['-c', command, 'sh', fileBlocks, ...node], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { process: child, reports: linesOf(child), ended: once(child, 'close') };
}

async function* linesOf(child: ChildProcess): AsyncGenerator<Report> {
  if (child.stdout === null) return;
  for await (const line of createInterface(child.stdout)) yield JSON.parse(line) as Report;
}
