import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

it('prints what the example of the README says it prints', async () => {
  const readme = await readFile(`${folder}README.md`, 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const promised = [...example.matchAll(/^console\.log.*\/\/ (.*?\}|\[.*\])(?:,.*)?$/gm)].map(([, output]) => output);
  const options = ['--conditions=@airstar/source', '--input-type=module-typescript', '--eval', example];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder });
  expect(promised).toHaveLength(3);
  expect(stdout.trimEnd().split('\n')).toEqual(promised);
});
