import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../airstar.ts';
import { runObserved, type Observed } from '../process-group.ts';
import { hoursOf, start } from './documents.ts';

export interface TransformRun {
  /** Folder with `measurements` and `locations`. */
  readonly documents: string;
  /** Does not exist yet; takes CSV files of the staging tables. */
  readonly output: string;
  /** Staging columns by table. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The whole process: Node's start, the transform, the files. */
export const byDuckDb = (run: TransformRun): Promise<Observed> =>
  runObserved(
    [process.execPath, '--conditions=@airstar/source', beside('duckdb.program.ts'), JSON.stringify(run)],
    ['ignore', 'ignore', 'inherit'],
  );

/** The whole process: the starts of Python and JVM, the transform, the files. */
export function bySpark({ documents, output, columns }: TransformRun, count: number): Promise<Observed> {
  const spark = join(root, 'spark');
  const variables = [
    `PYTHONPATH=${spark}`,
    `SPARK_CONF_DIR=${spark}/conf`,
    'SPARK_LOCAL_IP=127.0.0.1',
    'PYSPARK_SUBMIT_ARGS=--master local[2] pyspark-shell',
    // Wanted by the job and not used: files take its place.
    'DATABASE_URL=postgresql://nobody:nothing@127.0.0.1:1/none',
  ];
  const instants = [start, start + hoursOf(count) * 3_600_000].map((instant) => new Date(instant).toISOString());
  const window = ['--batch', 'bench', '--from', instants[0] ?? '', '--to', instants[1] ?? ''];
  return runObserved(
    [
      'env',
      ...variables,
      `${spark}/.venv/bin/python`,
      beside('job_to_files.py'),
      JSON.stringify(columns),
      output,
    ].concat('--raw-parquet', documents, window) as [string, ...string[]],
    ['ignore', 'ignore', 'inherit'],
  );
}
