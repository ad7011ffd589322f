import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@airstar/app-process';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../src/env.ts';

const url = 'postgresql://loader:hush@db:5432/airstar';

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'airstar-loader-')), 'secret');
  writeFileSync(path, content);
  return path;
}

function refusal(variables: NodeJS.ProcessEnv): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return String(error);
  }
  throw new Error('The environment was accepted.');
}

describe('readEnvironment', () => {
  it('takes a URL', () => {
    expect(readEnvironment({ DATABASE_URL: url })).toEqual({ connectionString: url });
  });

  it('takes a URL from a file, without the line end that editors add', () => {
    expect(readEnvironment({ DATABASE_URL_FILE: file(`${url}\n`) })).toEqual({ connectionString: url });
  });

  it('takes the parts that PostgreSQL tools use', () => {
    const PGPASSWORD_FILE = file('hush\n');
    const parts = { PGHOST: 'db', PGPORT: '5433', PGUSER: 'loader', PGDATABASE: 'airstar', PGPASSWORD_FILE };
    expect(readEnvironment(parts)).toEqual({
      host: 'db',
      port: 5433,
      user: 'loader',
      password: 'hush',
      database: 'airstar',
    });
  });

  it('leaves out parts that are not set or empty, so that they have their defaults', () => {
    expect(readEnvironment({ PGHOST: 'db', PGPORT: '', PGPASSWORD: ' ', DATABASE_URL: '' })).toEqual({ host: 'db' });
  });

  it('prefers the URL to the parts', () => {
    expect(readEnvironment({ DATABASE_URL: url, PGHOST: 'elsewhere' })).toEqual({ connectionString: url });
  });

  it.each([
    ['nothing at all', {}, 'DATABASE_URL is not set, nor are DATABASE_URL_FILE and PGHOST'],
    ['another protocol', { DATABASE_URL: 'mysql://db/airstar' }, 'DATABASE_URL is not a postgresql:// URL'],
    ['no URL', { DATABASE_URL: 'hush' }, 'DATABASE_URL is not a postgresql:// URL'],
    ['a file that is not there', { DATABASE_URL_FILE: '/hush' }, 'DATABASE_URL_FILE names a file that cannot be read'],
    [
      'a URL twice',
      { DATABASE_URL: url, DATABASE_URL_FILE: file(url) },
      'DATABASE_URL_FILE is set, and so is DATABASE_URL',
    ],
    ['a port out of range', { PGHOST: 'db', PGPORT: '65536' }, 'PGPORT is not a port'],
    ['a port in words', { PGHOST: 'db', PGPORT: 'hush' }, 'PGPORT is not a port'],
  ])('refuses %s, and shows no value', (_, variables, problem) => {
    expect(refusal(variables)).toContain(problem);
    expect(refusal(variables)).not.toContain('hush');
  });

  it('names every problem at once', () => {
    const message = refusal({ PGPORT: '0', PGPASSWORD: 'a', PGPASSWORD_FILE: '/nowhere' });
    expect(message.split('\n')).toEqual([
      'UsageError: environment: 4 problems',
      '  PGPASSWORD_FILE is set, and so is PGPASSWORD: set one of them',
      '  PGPASSWORD_FILE names a file that cannot be read',
      '  PGPORT is not a port',
      '  DATABASE_URL is not set, nor are DATABASE_URL_FILE and PGHOST',
    ]);
  });
});
