import type { Transport } from '@airstar/kafka-io';
import { extractionReportSchema, type ExtractionReport } from '@airstar/schemas';
import type { BatchRecord, BatchState } from './batch-state.ts';
import { countBatch, writtenSince } from './count-batch.ts';
import { BatchForgottenError, BatchTakenOverError } from './errors.ts';
import type { BatchCount, ClaimedBatch, Counts, PageProgress, Plan } from './port.ts';
import type { ProgressLog } from './progress-log.ts';

interface LogBatchParts {
  readonly transport: Transport;
  readonly log: ProgressLog;
  readonly state: BatchState;
  readonly batch: BatchRecord;
  /** Up to where the progress topic has been looked through for rivals. */
  readonly seen: number;
}

/** A broker takes messages of 1 MB together; a record of a sensor has some 150 bytes. */
const recordsPerSend = 2000;

/** A batch whose progress lies in the log. */
export class LogBatch implements ClaimedBatch {
  readonly report: ExtractionReport | undefined;
  readonly plan: Plan | undefined;
  readonly requestsBefore: number;
  readonly #transport: Transport;
  readonly #log: ProgressLog;
  readonly #state: BatchState;
  readonly #isShared: boolean;
  #batch: BatchRecord;
  #seen: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ transport, log, state, batch, seen }: LogBatchParts) {
    this.#transport = transport;
    this.#log = log;
    this.#state = state;
    this.#isShared = [...state.attempts].some((attemptId) => attemptId !== log.attemptId);
    this.#batch = batch;
    this.#seen = seen;
    this.report = batch.report === null ? undefined : extractionReportSchema.parse(JSON.parse(batch.report));
    this.plan = state.plan();
    this.requestsBefore = batch.requests + state.requestsOfSensors;
  }

  async savePlan({ locationIds, locationOffsets, sensors }: Plan, requests: number): Promise<Plan> {
    await this.#refuseRivals();
    const records = sensors.map(({ sensorId, locationId, timezone, name, through, produced }) => {
      const known = this.#state.sensors.get(sensorId);
      const sensor = known ?? { locationId, timezone, name, through, produced, requests: 0 };
      this.#state.sensors.set(sensorId, sensor);
      return { sensorId, batch: null, sensor };
    });
    for (let first = 0; first < records.length; first += recordsPerSend) {
      await this.#append(records.slice(first, first + recordsPerSend));
    }
    await this.#saveBatch({
      locationIds: [...locationIds],
      locationOffsets: locationOffsets.map(({ topic, partition, offset }) => ({ topic, partition, offset })),
      requests: this.#batch.requests + requests,
    });
    return this.#state.plan() ?? { locationIds, locationOffsets, sensors };
  }

  /** One at a time: at most one page is in the log that no record confirms, and rivals are looked for once a page. */
  publishPage(page: PageProgress, publish: () => Promise<void>): Promise<void> {
    const next = this.#last.then(async () => {
      await this.#refuseRivals();
      await publish();
      await this.#confirm(page);
    });
    this.#last = next.catch(() => undefined);
    return next;
  }

  async count(sent: Counts): Promise<BatchCount | undefined> {
    if (!this.#isShared && (await this.#isAllOf(sent))) return undefined;
    const count = await countBatch(this.#transport, this.#log.batchId, this.#batch.startOffsets);
    const { confirmed } = this.#state;
    if (count.produced < confirmed) throw new BatchForgottenError(this.#log.batchId, confirmed, count.produced);
    return count;
  }

  /** A send that was repeated after an outage may have doubled its messages: then more was written than we know of. */
  async #isAllOf({ produced, rejected }: Counts): Promise<boolean> {
    const written = await writtenSince(this.#transport, this.#batch.startOffsets);
    return written.readings === produced && written.deadLetters === rejected;
  }

  async finish(report: ExtractionReport): Promise<void> {
    await this.#refuseRivals();
    await this.#saveBatch({ report: JSON.stringify(report) });
  }

  async interrupt(requests: number): Promise<void> {
    await this.#refuseRivals();
    await this.#saveBatch({ requests: requests - this.#state.requestsOfSensors });
  }

  async #confirm({ sensor, through, produced, requests }: PageProgress): Promise<void> {
    const { sensorId, locationId, timezone, name } = sensor;
    const before = this.#state.sensors.get(sensorId);
    const record = {
      locationId,
      timezone,
      name,
      through,
      produced: (before?.produced ?? 0) + produced,
      requests: (before?.requests ?? 0) + requests,
    };
    await this.#append([{ sensorId, batch: null, sensor: record }]);
    this.#state.sensors.set(sensorId, record);
  }

  async #saveBatch(changes: Partial<BatchRecord>): Promise<void> {
    const batch = { ...this.#batch, ...changes };
    await this.#append([{ sensorId: 0, batch, sensor: null }]);
    this.#batch = batch;
    this.#state.batch = batch;
  }

  async #append(records: Parameters<ProgressLog['append']>[0]): Promise<void> {
    const end = await this.#log.append(records);
    // Otherwise somebody else has written in between, and the next look will find out who.
    if (end - records.length === this.#seen) this.#seen = end;
  }

  async #refuseRivals(): Promise<void> {
    const end = await this.#log.end();
    for await (const { attemptId } of this.#log.read(this.#seen, end)) {
      // What an older one still had in hand is no claim: who is not known from before has claimed the batch after us.
      const isKnown = attemptId === this.#log.attemptId || this.#state.attempts.has(attemptId);
      if (!isKnown) throw new BatchTakenOverError(this.#log.batchId);
    }
    this.#seen = end;
  }
}
