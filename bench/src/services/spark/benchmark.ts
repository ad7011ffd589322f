import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stagingColumns, stagingTableNames } from '@airstar/star-schema';
import { median, note, type Benchmark, type Figure } from '../../measure.ts';
import type { Observed } from '../process-group.ts';
import { writeDocuments } from './documents.ts';
import { byDuckDb, bySpark, type TransformRun } from './runs.ts';

const rounds = 3;
/** The first stands for what a run costs that has nothing to do. */
const sizes = [400, 500_000, 2_000_000] as const;
const [small, half, whole] = sizes;
const columns = Object.fromEntries(stagingTableNames.map((table) => [table, stagingColumns(table)]));
const engines = { 'Spark local[2]': bySpark, 'DuckDB, 2 threads': byDuckDb };

type Engine = keyof typeof engines;

interface Run extends Observed {
  readonly engine: Engine;
  readonly size: number;
}

/** The transform over Parquet files, from the start of the process to the staging tables as CSV files, by both engines. */
export const spark: Benchmark = {
  name: 'spark',
  group: 'services',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airstar-bench-'));
    try {
      for (const size of sizes) await writeDocuments(join(folder, String(size)), size);
      return await measure(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<Figure[]> {
  const names = Object.keys(engines) as Engine[];
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) {
      for (const engine of round % 2 === 0 ? names : names.toReversed()) {
        const run = { documents: join(folder, String(size)), output: join(folder, 'output'), columns };
        const observed = await onceBy(engines[engine], run, size);
        runs.push({ engine, size, ...observed });
        note(`round ${round + 1} of ${rounds}, ${size} documents, ${engine}: ${describe(observed)}`);
      }
    }
  }
  return names.flatMap((engine) => figuresOf(engine, runs));
}

async function onceBy(
  engine: (run: TransformRun, count: number) => Promise<Observed>,
  run: TransformRun,
  size: number,
): Promise<Observed> {
  try {
    return await engine(run, size);
  } finally {
    rmSync(run.output, { recursive: true, force: true });
  }
}

function figuresOf(engine: Engine, runs: readonly Run[]): Figure[] {
  const middle = (wanted: number, of: keyof Observed): number =>
    median(runs.filter((run) => run.engine === engine && run.size === wanted).map((run) => run[of]));
  const slope = (of: keyof Observed): number =>
    (middle(whole, of) - middle(small, of)) / (middle(half, of) - middle(small, of)) / (whole / half);
  const figures = sizes.map((size): Figure => ({
    what: `${engine}: ${size === small ? 'fixed cost' : `${size.toLocaleString('en-US')} raw documents`}`,
    measured: describe({
      seconds: middle(size, 'seconds'),
      cpuSeconds: middle(size, 'cpuSeconds'),
      megabytes: middle(size, 'megabytes'),
    }),
    target: 'reported',
    isReached: undefined,
  }));
  const byCpu = slope('cpuSeconds');
  const hasTarget = engine.startsWith('Spark');
  return [
    ...figures,
    {
      what: `${engine}: ${whole / half} times the documents, fixed cost aside`,
      measured: `${byCpu.toFixed(2)} of linear by CPU, ${slope('seconds').toFixed(2)} by the clock`,
      target: hasTarget ? 'target ≤ 1.1' : 'reported',
      isReached: hasTarget ? byCpu <= 1.1 : undefined,
    },
  ];
}

const describe = ({ seconds, cpuSeconds, megabytes }: Observed): string =>
  `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB`;
