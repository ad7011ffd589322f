import { extractionReportSchema, type ExtractionReport } from '@airstar/schemas';
import { startApp, type Ended } from '../app.ts';
import type { Batch, Supply } from './supply.ts';
import { Supervised } from './supervised.ts';

export interface Extraction {
  readonly batch: Batch;
  /** The last line of the extractor. */
  readonly line: string;
  readonly report: ExtractionReport;
}

/** Extracts one batch after the other, and each again under its id until it is done. */
export class ExtractorUnderFire {
  readonly extractions: Extraction[] = [];
  readonly failures: Ended[] = [];
  /** Resolves when no more batches are wanted and the last one is done. */
  readonly finished: Promise<void>;
  readonly #supply: Supply;
  readonly #environment: NodeJS.ProcessEnv;
  #current: Supervised | undefined;
  /** How many batches there are in all; undefined while that is open. */
  #last: number | undefined;

  constructor(supply: Supply, environment: NodeJS.ProcessEnv) {
    this.#supply = supply;
    this.#environment = environment;
    this.finished = this.#run();
    this.finished.catch(() => undefined);
  }

  kill(): void {
    this.#current?.signal('SIGKILL');
  }

  /** No further batch than the one in hand, unless there were too few. */
  conclude(fewest: number): void {
    this.#last = Math.max(fewest, this.extractions.length + 1);
  }

  abandon(): void {
    this.#last = 0;
    this.#current?.abandon();
  }

  async #run(): Promise<void> {
    for (let index = 0; index < (this.#last ?? Infinity); index += 1) {
      const batch = this.#supply.batch(index);
      this.#current = new Supervised(() => startApp('extractor', argumentsFor(batch), this.#environmentOf(batch)));
      const { stdout } = await this.#current.done;
      if (this.#last === 0) return;
      this.failures.push(...this.#current.failures);
      const line = stdout.trimEnd().split('\n').at(-1) ?? '';
      this.extractions.push({ batch, line, report: extractionReportSchema.parse(JSON.parse(line)) });
    }
  }

  #environmentOf({ url }: Batch): NodeJS.ProcessEnv {
    return {
      ...this.#environment,
      OPENAQ_BASE_URL: url,
      OPENAQ_REQUESTS_PER_MINUTE: '1000000',
      OPENAQ_REQUESTS_PER_HOUR: '1000000',
    };
  }
}

function argumentsFor({ batchId, from, to }: Batch): string[] {
  const window = ['--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
  return ['window', '--batch', batchId, ...window, '--bbox=-180,-90,180,90'];
}
