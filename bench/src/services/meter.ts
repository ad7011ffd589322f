import type { Spent } from './child.ts';

/** Measures from the `warmUp`-th to the `total`-th message: what is compiled and connected by then is not counted. */
export class Meter {
  readonly spent: Promise<Spent>;
  readonly #done = Promise.withResolvers<Spent>();
  readonly #warmUp: number;
  readonly #total: number;
  #seen = 0;
  #start: { readonly seen: number; readonly at: number; readonly cpu: NodeJS.CpuUsage } | undefined;
  #aside = { seconds: 0, cpuSeconds: 0 };

  constructor(warmUp: number, total: number) {
    this.#warmUp = warmUp;
    this.#total = total;
    this.spent = this.#done.promise;
  }

  /** Does something that is not to be counted. */
  aside<Result>(work: () => Result): Result {
    const [at, cpu] = [performance.now(), process.cpuUsage()];
    const result = work();
    const { seconds, cpuSeconds } = since(at, cpu);
    this.#aside = { seconds: this.#aside.seconds + seconds, cpuSeconds: this.#aside.cpuSeconds + cpuSeconds };
    return result;
  }

  /** So many more messages are done. */
  add(messages: number): void {
    this.#seen += messages;
    if (this.#start === undefined && this.#seen >= this.#warmUp) {
      this.#start = { seen: this.#seen, at: performance.now(), cpu: process.cpuUsage() };
      this.#aside = { seconds: 0, cpuSeconds: 0 };
    }
    if (this.#start === undefined || this.#seen < this.#total) return;
    const { seconds, cpuSeconds } = since(this.#start.at, this.#start.cpu);
    this.#done.resolve({
      messages: this.#seen - this.#start.seen,
      seconds: seconds - this.#aside.seconds,
      cpuSeconds: cpuSeconds - this.#aside.cpuSeconds,
    });
  }
}

function since(at: number, cpu: NodeJS.CpuUsage) {
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - at) / 1000, cpuSeconds: (user + system) / 1e6 };
}
