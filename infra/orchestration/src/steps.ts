/** Tells what is being done, and how long each step took. */
export interface Steps {
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
  /** A line about what was found. */
  readonly say: (line: string) => void;
  /** Since the start. */
  readonly seconds: () => number;
}

/** Plain lines on standard error: standard output is for the accounting. */
export function createSteps(write = (line: string): unknown => process.stderr.write(`${line}\n`)): Steps {
  const begun = performance.now();
  const since = (time: number): number => (performance.now() - time) / 1000;
  return {
    seconds: () => since(begun),
    say: (line) => write(`   ${line}`),
    async step(title, work) {
      const startedAt = performance.now();
      write(`== ${title}`);
      const result = await work();
      write(`   ${since(startedAt).toFixed(1)} s, ${since(begun).toFixed(1)} s since the start`);
      return result;
    },
  };
}
