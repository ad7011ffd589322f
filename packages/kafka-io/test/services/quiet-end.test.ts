import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';

const { kafka39, kafka4 } = inject('services');
const program = fileURLToPath(new URL('quiet-end.program.ts', import.meta.url));

it.each([
  ['Kafka 3.9', kafka39],
  ['Kafka 4', kafka4],
])(
  'prints nothing and holds no process open on %s, after a failed send or in the middle of a question either',
  async (_, broker) => {
    const args = ['--conditions=@airstar/source', program, broker, `quiet.${randomUUID()}`];
    const outcome = await promisify(execFile)(process.execPath, args, { timeout: 30_000 });
    expect(outcome).toEqual({ stdout: '2 MissingKeyError\n', stderr: '' });
  },
);
