import Table from 'cli-table3';
import { embedded } from './embedded.ts';
import type { Benchmark } from './measure.ts';
import { publish } from './publish.ts';
import { ingestor } from './services/ingestor/benchmark.ts';
import { kafka } from './services/kafka/benchmark.ts';
import { sizes } from './services/sizes.ts';
import { spark } from './services/spark/benchmark.ts';
import { start } from './start.ts';

// `npm run bench` measures all, `npm run bench -- publish` one, `npm run bench -- services` those of a group and
// `npm run bench -- services kafka` one of them. A figure that misses its target ends with exit code 1.
const benchmarks: readonly Benchmark[] = [publish, embedded, start, kafka, ingestor, sizes, spark];
const wanted = process.argv.slice(2);
const names = new Set(benchmarks.flatMap(({ name, group }) => [name, ...(group === undefined ? [] : [group])]));
const unknown = wanted.filter((name) => !names.has(name));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}; there are ${[...names].join(', ')}.\n`);
  process.exit(2);
}

const table = new Table({ head: ['what', 'measured', 'against', ''], style: { head: [], border: [] } });
for (const { name, run } of benchmarks.filter(isWanted)) {
  process.stderr.write(`measuring ${name}\n`);
  for (const { what, measured, target, isReached } of await run()) {
    table.push([what, measured, target, isReached === undefined ? '' : isReached ? 'reached' : 'MISSED']);
    if (isReached === false) process.exitCode = 1;
  }
}
process.stdout.write(`${table.toString()}\n`);

function isWanted({ name, group }: Benchmark): boolean {
  if (wanted.length === 0 || wanted.includes(name)) return true;
  const isNarrowed = benchmarks.some((other) => other.group === group && wanted.includes(other.name));
  return group !== undefined && wanted.includes(group) && !isNarrowed;
}
