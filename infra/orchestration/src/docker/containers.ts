import { setTimeout as sleep } from 'node:timers/promises';
import { OrchestrationError } from '../errors.ts';
import { run } from '../program.ts';
import type { ImageName } from './images.ts';

type Variables = Readonly<Record<string, string>>;

/** Runs one command of one of our images to its end, on the network of this machine, and returns its last line. */
export async function runApp(
  { tag, variables }: { readonly tag: string; readonly variables: Variables },
  name: ImageName,
  args: readonly string[],
  environment: Variables,
): Promise<string> {
  // Docker takes the values from its own environment: they would be seen in the list of processes.
  const names = Object.keys(environment).flatMap((each) => ['--env', each]);
  const output = await run(
    'docker',
    ['run', '--rm', '--network', 'host', ...names, `airstar/${name}:${tag}`, ...args],
    { variables: { ...variables, ...environment } },
  );
  return output.trimEnd().split('\n').at(-1) ?? '';
}

/** Kills the container of a task as soon as it runs and `isDue`, and returns its id. */
export async function killContainerOf(
  run_: { readonly runId: string; readonly task: string },
  variables: Variables,
  isDue: () => boolean,
): Promise<string> {
  const deadline = performance.now() + 300_000;
  const filters = ['run', 'task'].flatMap((key) => [
    '--filter',
    `label=airstar.${key}=${key === 'run' ? run_.runId : run_.task}`,
  ]);
  while (performance.now() < deadline) {
    const [id] = !isDue() ? [] : (await run('docker', ['ps', '--quiet', ...filters], { variables })).split('\n');
    if (id !== undefined && id !== '') {
      await run('docker', ['kill', id], { variables });
      return id;
    }
    await sleep(100);
  }
  throw new OrchestrationError(`No container of ${run_.task} was seen within five minutes.`);
}
