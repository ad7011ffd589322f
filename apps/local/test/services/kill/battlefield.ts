import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeServices, ServiceName } from '@airstar/native-services';
import type { ExtractorUnderFire } from './extractor.ts';
import type { IngestorUnderFire } from './ingestor.ts';
import type { Random } from './random.ts';
import type { Supply } from './supply.ts';

export type Target = 'extractor' | 'ingestor' | 'store' | 'registry' | 'broker' | 'frozen broker';

interface Parts {
  readonly services: NativeServices;
  readonly broker: 'kafka-3.9' | 'kafka-4';
  readonly extractor: ExtractorUnderFire;
  readonly ingestors: readonly IngestorUnderFire[];
  readonly supply: Supply;
  readonly random: Random;
}

const lookMs = 20;
/** Longer than the clients of a service wait for it: they end then, with nothing committed. */
export const longAbsenceMs = 15_000;

/** Kills one thing at a time, at a moment counted in what the stages have done, and sees that it comes back. */
export class Battlefield {
  readonly #parts: Parts;
  /** Services that are down or frozen, until they answer again. */
  readonly #mending = new Map<ServiceName, Promise<void>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async strike(target: Target): Promise<void> {
    const { extractor, broker, random } = this.#parts;
    if (target === 'ingestor') return this.#killIngestor();
    await this.#someRequests();
    if (target === 'extractor') extractor.kill();
    else if (target === 'store') await this.#kill('mongodb', random(0, 4) === 0 ? longAbsenceMs : 0);
    else if (target === 'registry') await this.#kill('schema-registry');
    else if (target === 'broker') await this.#kill(broker);
    else await this.#freeze();
  }

  /** Resolves when all services answer again. */
  async mended(): Promise<void> {
    await Promise.all(this.#mending.values());
  }

  /** After it has stored some documents, of which the last ones may not be committed yet. */
  async #killIngestor(): Promise<void> {
    const { ingestors, random } = this.#parts;
    const ingestor = ingestors[random(0, ingestors.length - 1)];
    await this.#until(random(1, 1200), async () => (await ingestor?.stored()) ?? 0, 12_000);
    ingestor?.kill();
  }

  /** Requests of the extractor: each is followed by what it publishes. */
  async #someRequests(): Promise<void> {
    const { random, supply } = this.#parts;
    await this.#until(random(1, 25), () => supply.requests(), 8000);
    await sleep(random(0, 30));
  }

  async #until(amount: number, count: () => number | Promise<number>, patienceMs: number): Promise<void> {
    const [start, deadline] = [await count(), performance.now() + patienceMs];
    while (performance.now() < deadline && (await count()) - start < amount) await sleep(lookMs);
  }

  async #kill(name: ServiceName, leastAbsenceMs = 0): Promise<void> {
    const { services, random } = this.#parts;
    const absenceMs = leastAbsenceMs + random(0, 1000);
    await this.#mending.get(name);
    const service = services.get(name);
    await service.kill();
    this.#mend(name, async () => {
      await sleep(absenceMs);
      await service.restart();
    });
  }

  async #freeze(): Promise<void> {
    const { services, broker, random } = this.#parts;
    const frozenMs = random(1000, 8000);
    await this.#mending.get(broker);
    const service = services.get(broker);
    service.freeze();
    this.#mend(broker, async () => {
      await sleep(frozenMs);
      service.thaw();
    });
  }

  #mend(name: ServiceName, work: () => Promise<void>): void {
    const mending = work();
    mending.catch(() => undefined);
    this.#mending.set(name, mending);
  }
}
