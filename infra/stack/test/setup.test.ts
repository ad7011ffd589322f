import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pathOf, read } from './repository.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airstar-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (): string => execFileSync('node', [pathOf('scripts/setup.mjs'), folder], { encoding: 'utf8' });
const written = (): string => readFileSync(join(folder, '.env'), 'utf8');
const values = (): Record<string, string> =>
  Object.fromEntries([...written().matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

describe('npm run setup', () => {
  it('writes every secret at random, and nothing else', () => {
    setUp();
    const secrets = Object.entries(values()).filter(([, value]) => value !== '');
    expect(secrets.map(([name]) => name)).toEqual(
      read('.env.example').match(/^\w+_(PASSWORD|SECRET|FERNET_KEY)(?==)/gm),
    );
    expect(new Set(secrets.map(([, value]) => value)).size).toBe(secrets.length);
    for (const [, value] of secrets) expect(value.length).toBeGreaterThanOrEqual(44);
  });

  it('writes passwords that may stand in a URL, and a key that Fernet takes', () => {
    setUp();
    for (const [name, value] of Object.entries(values()).filter(([key]) => key.endsWith('_PASSWORD'))) {
      expect([name, encodeURIComponent(value)]).toEqual([name, value]);
    }
    expect(Buffer.from(values()['AIRFLOW_FERNET_KEY'] ?? '', 'base64url')).toHaveLength(32);
    expect(values()['AIRFLOW_FERNET_KEY']).toMatch(/^[\w-]{43}=$/);
  });

  it('lets nobody else read it', () => {
    setUp();
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  });

  it('changes nothing the second time', () => {
    setUp();
    const first = written();
    expect(setUp()).toBe('.env is there already and stays as it is.\n');
    expect(written()).toBe(first);
  });

  it('keeps what a .env holds and adds what it lacks, empty: a new password would lock out what runs', () => {
    writeFileSync(join(folder, '.env'), 'OPENAQ_API_KEY=mine\n# own line\nexport MONGO_PASSWORD=old');
    setUp();
    expect(written()).toMatch(/^OPENAQ_API_KEY=mine\n# own line\nexport MONGO_PASSWORD=old\n/);
    expect(values()).toMatchObject({ OPENAQ_API_KEY: 'mine', POSTGRES_PASSWORD: '' });
    expect(written().match(/MONGO_PASSWORD=/g)).toHaveLength(1);
  });

  it('tells no secret', () => {
    const said = setUp();
    for (const value of Object.values(values()).filter(Boolean)) expect(said).not.toContain(value);
  });
});
