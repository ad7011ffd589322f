import type { Ended, Started } from '../app.ts';

/** More than all outages together can cause. */
const mostFailures = 40;

/** A process that is started again, as a supervisor would, until it ends well. */
export class Supervised {
  /** How it ended when nobody had killed it. */
  readonly failures: Ended[] = [];
  readonly done: Promise<Ended>;
  readonly #start: () => Started;
  #current: Started | undefined;
  #isAbandoned = false;

  constructor(start: () => Started) {
    this.#start = start;
    this.done = this.#run();
    this.done.catch(() => undefined);
  }

  signal(name: NodeJS.Signals): void {
    this.#current?.child.kill(name);
  }

  /** Kills it for good. */
  abandon(): void {
    this.#isAbandoned = true;
    this.signal('SIGKILL');
  }

  async #run(): Promise<Ended> {
    for (;;) {
      this.#current = this.#start();
      const ended = await this.#current.ended;
      if (ended.exitCode === 0 || this.#isAbandoned) return ended;
      if (this.#current.child.signalCode === 'SIGKILL') continue;
      this.failures.push(ended);
      if (this.failures.length === mostFailures) throw new Error(`It fails again and again:\n${ended.stderr}`);
    }
  }
}
