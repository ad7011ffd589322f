/** One line of the table that the benchmarks print. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** What it is compared with, or has to stay within. */
  readonly target: string;
  readonly isReached: boolean | undefined;
}

export interface Benchmark {
  readonly name: string;
  /** Name of all that are measured together. */
  readonly group?: string;
  readonly run: () => Promise<readonly Figure[]>;
}

/** Seconds that the work takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export const formatRate = (count: number, seconds: number): string =>
  `${Math.round(count / seconds).toLocaleString('en-US')}/s`;

/** Says on standard error how far a long benchmark has come. */
export function note(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
