import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Machine } from './env.ts';
import { isExecutable, onPath } from './tools.ts';

/** A Java development kit or runtime. */
export interface Jdk {
  readonly home: string;
  /** Major version, e.g. 17. */
  readonly version: number;
}

const systemFolders = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/homebrew/opt'];

/** JDKs of JAVA_HOME, of PATH and of the system, in this order. */
export function findJdks({ javaHome, path }: Machine, folders: readonly string[] = systemFolders): readonly Jdk[] {
  const homes = [javaHome, homeOnPath(path), ...folders.flatMap(homesIn)];
  return homes.flatMap((home) => {
    const version = home === undefined ? undefined : versionOf(home);
    return home === undefined || version === undefined ? [] : [{ home, version }];
  });
}

/** Home of the oldest JDK that is new enough; of two of one version the first found. */
export function jdkOf(jdks: readonly Jdk[], atLeast: number): string | undefined {
  return jdks.filter(({ version }) => version >= atLeast).toSorted((one, other) => one.version - other.version)[0]
    ?.home;
}

function homeOnPath(path: readonly string[]): string | undefined {
  const java = onPath(path, 'java');
  return java && dirname(dirname(realpathSync(java)));
}

function homesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents', 'Home')]);
  } catch {
    return [];
  }
}

/** From the file `release`, which every JDK since 9 has. */
function versionOf(home: string): number | undefined {
  try {
    const release = readFileSync(join(home, 'release'), 'utf8');
    const major = /^JAVA_VERSION="(\d+)/m.exec(release)?.[1];
    return major !== undefined && isExecutable(join(home, 'bin', 'java')) ? Number(major) : undefined;
  } catch {
    return undefined;
  }
}
