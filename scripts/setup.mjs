// Makes a .env for Docker Compose out of .env.example, with random secrets. Plain JavaScript without dependencies: who
// uses containers need not install anything. What a .env already holds stays as it is; only what it lacks is added.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = join(resolve(process.argv[2] ?? root), '.env');

/** Cryptography's Fernet wants 32 bytes in base64url with its padding. */
const fernetKey = () => randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/** Hexadecimal, because a password stands in URLs. */
const secret = () => randomBytes(24).toString('hex');

function withSecret(line) {
  if (/^\w+_FERNET_KEY=$/.test(line)) return line + fernetKey();
  return /^\w+_(PASSWORD|SECRET)=$/.test(line) ? line + secret() : line;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const nameOf = (line) => /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1];

const wanted = readFileSync(join(root, '.env.example'), 'utf8').split('\n').map(withSecret);
const existing = read(file);
if (existing === undefined) {
  writeFileSync(file, wanted.join('\n'), { mode: 0o600, flag: 'wx' });
  console.log('Wrote .env with random passwords, for you alone to read.');
  console.log(
    'Now: docker compose up --build. Then Airflow is on http://localhost:8084, user admin, AIRFLOW_ADMIN_PASSWORD.',
  );
  console.log(
    'Had the stack been started before without a .env? See docs/operations.md#rotate-a-secret for MongoDB and Grafana.',
  );
} else {
  const names = new Set(existing.split('\n').map(nameOf));
  // A secret that comes late would lock out what already runs with the default: it stays empty, which means the default.
  const lacking = readFileSync(join(root, '.env.example'), 'utf8')
    .split('\n')
    .filter((line) => nameOf(line) !== undefined && !names.has(nameOf(line)));
  if (lacking.length > 0) {
    const gap = existing === '' || existing.endsWith('\n') ? '' : '\n';
    writeFileSync(file, `${gap}${lacking.join('\n')}\n`, { flag: 'a' });
  }
  const added = lacking.map(nameOf).join(', ');
  console.log(`.env is there already and stays as it is.${added && ` Added, empty: ${added}.`}`);
}
