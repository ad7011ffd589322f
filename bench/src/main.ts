import Table from 'cli-table3';
import { embedded } from './embedded.ts';
import { publish } from './publish.ts';
import { start } from './start.ts';

// `npm run bench` measures all; `npm run bench -- publish` one. A ratio that misses its target ends with exit code 1.
const benchmarks = [publish, embedded, start];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark ${unknown.join(', ')}; there are ${benchmarks.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const table = new Table({ head: ['what', 'measured', 'against', ''], style: { head: [], border: [] } });
for (const { name, run } of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring ${name}\n`);
  for (const { what, measured, target, isReached } of await run()) {
    table.push([what, measured, target, isReached === undefined ? '' : isReached ? 'reached' : 'MISSED']);
    if (isReached === false) process.exitCode = 1;
  }
}
process.stdout.write(`${table.toString()}\n`);
