import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { start } from './processes.ts';

it('shows an example that runs', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const args = ['--input-type=module-typescript', '--eval', example, '--', 'greet'];
  expect(await start(args).ended).toMatchObject({
    stdout: '{"greeting":"hello","health":200}\n',
    stderr: '',
    exitCode: 0,
  });
});
