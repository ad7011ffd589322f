import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Placement } from './placement.ts';
import { isAlive } from './processes.ts';

/** Where a cluster is made before it is one: beside the place where it will be, in a folder of this process. */
export interface Aside {
  readonly data: string;
  /** Readable by the server's account and us. */
  readonly passwordFile: string;
  /** Moves the cluster to its place in one step. Where another process has put one there by then, that one stays. */
  adopt(): void;
  remove(): void;
}

export function makeAside({ account, data: target }: Placement, superuserPassword: string): Aside {
  removeLeftovers(target);
  const folder = `${target}.${process.pid}`;
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')];
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  if (account) for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  return {
    data,
    passwordFile,
    adopt() {
      try {
        renameSync(data, target);
      } catch (error) {
        if (!existsSync(join(target, 'PG_VERSION'))) throw error;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Of processes that were killed; one of them may have had our number, as the first process of each container has. Their
 * initdb may be at work still, and fails when its folder is gone.
 */
function removeLeftovers(target: string): void {
  const prefix = `${basename(target)}.`;
  for (const name of readdirSync(dirname(target))) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (!/^\d+$/.test(pid) || isAnother(Number(pid))) continue;
    try {
      rmSync(join(dirname(target), name), { recursive: true, force: true });
    } catch {
      // It has just got another file: whoever comes next removes it.
    }
  }
}

const isAnother = (pid: number): boolean => pid !== process.pid && isAlive(pid);
