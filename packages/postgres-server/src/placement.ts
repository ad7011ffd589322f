import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canReach, serverAccount, type Account } from './account.ts';
import { nativeDirectory } from './binaries.ts';

/** Where the binaries and the data of one server lie, and who runs it. */
export interface Placement {
  readonly account: Account | undefined;
  readonly native: string;
  readonly data: string;
}

/**
 * The data directory as asked for, and the binaries of the npm package, where the account can reach them. Where root
 * works under a closed folder such as /root, both move to a folder of this checkout under /var/tmp.
 */
export function place(dataDirectory: string): Placement {
  const account = serverAccount();
  const native = nativeDirectory();
  const data = resolve(dataDirectory);
  const isNew = mkdirSync(data, { recursive: true, mode: 0o700 }) !== undefined;
  if (account === undefined) return { account, native, data };
  if (canReach(account, join(data, '..')) && canReach(account, native)) return owned({ account, native, data });
  const home = join('/var/tmp', `airstar-postgres-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);
  // Who removed the directory that was asked for wants to begin anew.
  if (isNew) rmSync(join(home, 'data'), { recursive: true, force: true });
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return owned({ account, native: copyOf(native, join(home, 'native')), data: join(home, 'data') });
}

function owned(placement: Placement): Placement {
  mkdirSync(placement.data, { recursive: true, mode: 0o700 });
  if (placement.account) chownSync(placement.data, placement.account.uid, placement.account.gid);
  return placement;
}

function copyOf(native: string, target: string): string {
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: false });
  try {
    renameSync(unfinished, target);
  } catch {
    // Another process was first: its copy is as good.
    rmSync(unfinished, { recursive: true, force: true });
  }
  return target;
}
