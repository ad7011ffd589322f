import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Passwords of the embedded database, made at random once and readable by the owner alone. */
interface Secrets {
  readonly superuser: string;
  readonly pipeline: string;
  readonly reader: string;
}

/** Where the embedded pipeline keeps what it needs and what it made. */
export interface DataDirectory {
  readonly root: string;
  readonly postgres: string;
  readonly rawStore: string;
  /** Files on their way to PostgreSQL, and what DuckDB spills. Emptied by every run. */
  readonly temporary: string;
  readonly accounting: string;
  readonly deadLetters: string;
  readonly report: string;
  readonly secrets: Secrets;
}

/** Opens the data directory, making it and its secrets where they are missing. */
export function openDataDirectory(path: string): DataDirectory {
  const root = resolve(path);
  mkdirSync(root, { recursive: true });
  return {
    root,
    postgres: join(root, 'postgres'),
    rawStore: join(root, 'raw.duckdb'),
    temporary: join(root, 'temporary'),
    accounting: join(root, 'accounting.json'),
    deadLetters: join(root, 'dead-letters.ndjson'),
    report: join(root, 'report.html'),
    secrets: readOrMakeSecrets(join(root, 'secrets.json')),
  };
}

function readOrMakeSecrets(file: string): Secrets {
  const password = (): string => randomBytes(24).toString('base64url');
  try {
    // `wx`: two commands that start at once agree on the secrets of the first.
    const secrets: Secrets = { superuser: password(), pipeline: password(), reader: password() };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  }
}
