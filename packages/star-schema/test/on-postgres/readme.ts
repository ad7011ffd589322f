import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useDatabase } from './database.ts';

const database = useDatabase();
const folder = fileURLToPath(new URL('../..', import.meta.url));

describe('the README', () => {
  it('prints what the example of the README says it prints', async () => {
    const readme = await readFile(`${folder}README.md`, 'utf8');
    const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const promised = [...example.matchAll(/^console\.log.*\/\/ (.*)$/gm)].map(([, output]) => output);
    await database.pool.query('create database readme');
    const url = `const databaseUrl = ${JSON.stringify(database.url('readme'))};\n`;
    const options = ['--conditions=@airstar/source', '--input-type=module-typescript', '--eval', url + example];
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
    expect(promised).toHaveLength(4);
    expect(stdout.trimEnd().split('\n')).toEqual(promised);
  });
});
