import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const apps = fileURLToPath(new URL('../../../', import.meta.url));

export type App = 'extractor' | 'ingestor' | 'loader';

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts an app from source, as a process of its own with this environment and no other. */
export function startApp(app: App, args: readonly string[], environment: NodeJS.ProcessEnv): Started {
  const command = ['--conditions=@airstar/source', `${apps}${app}/src/main.ts`, ...args];
  const child = spawn(process.execPath, command, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]).then(([stdout, stderr, [exitCode]]) => ({ stdout, stderr, exitCode }));
  return { child, ended };
}

/** The last line of an app that must have gone well, as a scheduler takes it. */
export async function lastLineOf(app: App, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { stdout, stderr, exitCode } = await startApp(app, args, environment).ended;
  if (exitCode !== 0) throw new Error(`${app} ${args[0]} ended with ${String(exitCode)}:\n${stdout}\n${stderr}`);
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}
