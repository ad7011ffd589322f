import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Starts Node with these arguments, from source. */
export function start(args: readonly string[]) {
  const command = ['--conditions=@airstar/source', ...args];
  const child = spawn(process.execPath, command, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]).then(([stdout, stderr, [exitCode, signal]]) => ({ stdout, stderr, exitCode, signal }));
  return { child, ended };
}
