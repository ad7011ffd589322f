// A process of its own that ends the services of a directory when the process that started them has ended, in whatever
// way: its standard input is a pipe from there, and the system closes it.
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { stopAll } from './stack.ts';

const [directory = '', temporary] = process.argv.slice(2);
await text(process.stdin);
await stopAll(directory, (line) => process.stderr.write(`${line}\n`), 10_000);
if (temporary === 'temporary') rmSync(directory, { recursive: true, force: true });
