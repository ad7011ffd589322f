import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What this machine offers, as far as the environment tells. */
export interface Machine {
  /** Folder for what is resolved or built once per machine, outside any checkout. */
  readonly cache: string;
  readonly path: readonly string[];
  readonly javaHome: string | undefined;
  /** Handed to Maven, Go and pip, which read proxies and settings of their own from it. */
  readonly variables: NodeJS.ProcessEnv;
}

const unlessEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The only place of this package that reads the environment. An empty variable counts as unset. */
export function readMachine(variables: NodeJS.ProcessEnv = process.env): Machine {
  const caches = unlessEmpty(variables.XDG_CACHE_HOME) ?? join(homedir(), '.cache');
  return {
    cache: join(caches, 'airstar'),
    path: (variables.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    javaHome: unlessEmpty(variables.JAVA_HOME),
    variables,
  };
}

/** Services that a test run uses instead of starting its own: see the README. */
export function readTestServices(variables: NodeJS.ProcessEnv = process.env): string | undefined {
  return unlessEmpty(variables.AIRSTAR_TEST_SERVICES);
}
