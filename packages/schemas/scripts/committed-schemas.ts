import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'packages/schemas/generated';

/** Schemas by the name of their file. */
export type Schemas = ReadonlyMap<string, unknown>;

const git = (checkout: string, ...args: string[]): string =>
  execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * The commit that a change is compared with: where it left `origin/main`, or the commit before it where it is part of
 * that, or there is no remote.
 *
 * @throws Error in a clone without history: to compare with nothing would accept everything.
 */
export function baseOf(checkout: string): string {
  const head = git(checkout, 'rev-parse', 'HEAD');
  const left = attempt(() => git(checkout, 'merge-base', 'HEAD', 'origin/main'));
  if (left !== undefined && left !== head) return left;
  const before = attempt(() => git(checkout, 'rev-parse', '--verify', 'HEAD~1'));
  if (before !== undefined) return before;
  throw new Error('There is no earlier commit to compare the schemas with. Fetch the history, or name a commit.');
}

export function schemasAt(checkout: string, commit: string): Schemas {
  const names = git(checkout, 'ls-tree', '--name-only', commit, `${folder}/`).split('\n').filter(isSchema);
  return new Map(names.map((path) => [nameOf(path), JSON.parse(git(checkout, 'show', `${commit}:${path}`))]));
}

export function schemasIn(checkout: string): Schemas {
  const names = readdirSync(join(checkout, folder)).filter(isSchema);
  return new Map(names.map((name) => [name, JSON.parse(readFileSync(join(checkout, folder, name), 'utf8'))]));
}

const isSchema = (path: string): boolean => path.endsWith('.avsc');

const nameOf = (path: string): string => path.slice(folder.length + 1);

function attempt(run: () => string): string | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
