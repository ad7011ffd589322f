import type { Spent } from './child.ts';

/** Measures from the `warmUp`-th to the `total`-th message: what is compiled and connected by then is not counted. */
export class Meter {
  readonly spent: Promise<Spent>;
  readonly #done = Promise.withResolvers<Spent>();
  readonly #warmUp: number;
  readonly #total: number;
  #seen = 0;
  #start: { readonly seen: number; readonly at: number; readonly cpu: NodeJS.CpuUsage } | undefined;

  constructor(warmUp: number, total: number) {
    this.#warmUp = warmUp;
    this.#total = total;
    this.spent = this.#done.promise;
  }

  /** So many more messages are done. */
  add(messages: number): void {
    this.#seen += messages;
    if (this.#start === undefined && this.#seen >= this.#warmUp) {
      this.#start = { seen: this.#seen, at: performance.now(), cpu: process.cpuUsage() };
    }
    if (this.#start === undefined || this.#seen < this.#total) return;
    const { user, system } = process.cpuUsage(this.#start.cpu);
    const seconds = (performance.now() - this.#start.at) / 1000;
    this.#done.resolve({ messages: this.#seen - this.#start.seen, seconds, cpuSeconds: (user + system) / 1e6 });
  }
}
