import { freePort } from '@airstar/native-services';
import { startApp, type Ended } from '../app.ts';
import { Supervised } from './supervised.ts';

/** An ingestor that follows the log, and is started again whenever it dies. */
export class IngestorUnderFire {
  readonly #process: Supervised;
  readonly #url: string;

  static async start(environment: NodeJS.ProcessEnv): Promise<IngestorUnderFire> {
    return new IngestorUnderFire(environment, await freePort());
  }

  private constructor(environment: NodeJS.ProcessEnv, port: number) {
    this.#url = `http://127.0.0.1:${port}`;
    this.#process = new Supervised(() =>
      startApp('ingestor', ['follow'], { ...environment, HEALTH_PORT: String(port) }),
    );
  }

  get failures(): readonly Ended[] {
    return this.#process.failures;
  }

  /** Documents that the process which runs now has brought into the store; undefined where it does not answer. */
  async stored(): Promise<number | undefined> {
    const page = await fetch(`${this.#url}/metrics`).then(
      (response) => response.text(),
      () => undefined,
    );
    const counts = page?.matchAll(/^airstar_ingestor_documents_total\{.*\} (\d+)$/gm);
    return counts && [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  kill(): void {
    this.#process.signal('SIGKILL');
  }

  /** Asks it to end, once it is up. */
  async stop(): Promise<Ended> {
    while ((await this.stored()) === undefined) await new Promise((resolve) => setTimeout(resolve, 200));
    this.#process.signal('SIGTERM');
    return this.#process.done;
  }

  abandon(): void {
    this.#process.abandon();
  }
}
