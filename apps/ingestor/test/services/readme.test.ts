import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { highestOffsets } from '../../src/extraction.ts';
import { reading, readings, report } from '../pipeline.ts';
import { useStack } from './stack.ts';

const folder = fileURLToPath(new URL('../..', import.meta.url));
const [, session = ''] = /```sh\n(.*?)```/s.exec(readFileSync(`${folder}README.md`, 'utf8')) ?? [];
const [, ...steps] = session.split(/^\$ /m).map((step) => step.split(/\n(.*)/s));

/** What another broker, another registry and another time give. */
const normal = (output: string): string =>
  output
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/"seconds":[\d.]+/g, '"seconds":<n>')
    .replaceAll(/is schema \d+|(?<=-value":)\d+/g, '<id>')
    .replaceAll(/v1\/\d@\d+/g, 'v1/<position>');

const stack = useStack('kafka-4');

it('does what the README shows', async () => {
  const { environment, publish, publishReadings } = stack();
  let extraction = '';
  for (const [command = '', expected = ''] of steps) {
    const env = { ...environment, NODE: process.execPath, report: extraction };
    const script = `ingestor() { "$NODE" --conditions=@airstar/source src/main.ts "$@"; }; ${command}`;
    const shell = spawn('/bin/bash', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    expect(normal(await text(shell.stdout))).toBe(normal(expected));
    // The topics are there after the first command.
    if (extraction === '') {
      const { endOffsets } = await publish('b1', 0, 0);
      const events = [...readings(7, 4), reading(7, 4, { timezone: 'Mars/Olympus' })];
      const offsets = highestOffsets([...endOffsets, ...(await publishReadings(events, 'b1'))]);
      extraction = JSON.stringify(report('b1', 5, offsets));
    }
  }
  expect(steps).toHaveLength(4);
});
