import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../src/program.ts';

const variables = { PATH: '/usr/bin:/bin' };
const shell = (script: string, options: { readonly log?: string } = {}) =>
  run('sh', ['-c', script], { variables, ...options });

describe('run', () => {
  test('returns standard output and leaves out standard error', async () => {
    expect(await shell('echo out; echo err >&2')).toBe('out\n');
  });

  test('fails with the end of what was said, on either stream', async () => {
    await expect(shell('echo first; echo it is broken >&2; exit 3')).rejects.toThrow(/ended with 3:\n[^]*it is broken/);
  });

  test('says that a program is missing', async () => {
    await expect(run('no-such-program', [], { variables })).rejects.toThrow('no-such-program did not start');
  });

  test('adds all that was said to the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airstar-program-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const log = join(folder, 'programs.log');
    await shell('echo one', { log });
    await shell('echo two >&2', { log });
    await expect.poll(() => readFileSync(log, 'utf8')).toBe('one\ntwo\n');
  });

  test('gives the program no variable but those it was given', async () => {
    expect((await shell('env')).split('\n').filter((line) => !/^(PATH|PWD|SHLVL|_|OLDPWD)=/.test(line))).toEqual(['']);
  });
});
