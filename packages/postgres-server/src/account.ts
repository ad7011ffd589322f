import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PostgresServerError } from './errors.ts';

/** The user PostgreSQL runs as, where it is another than ours. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const idOf = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));

/** PostgreSQL refuses to run as root: as root, the system user `postgres` is used, and made where there is none. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return createAccount();
  }
}

function createAccount(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch (cause) {
    throw new PostgresServerError(
      'account',
      'PostgreSQL does not run as root, and the system user "postgres" could not be made. ' +
        'Make it (useradd --system --user-group postgres), or run as an ordinary user.',
      { cause },
    );
  }
}

/** Whether the account can reach the folder: every parent must let it pass, and /root usually does not. */
export function canReach(account: Account | undefined, path: string): boolean {
  if (account === undefined) return isAccessible(path);
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if ((bits & 1) === 0) return false;
  }
  return true;
}

function isAccessible(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
