import type { Misfit } from '@airstar/openaq-client';
import type { ClaimedBatch, Counts, Plan, PlannedSensor } from './progress/port.ts';
import { extractionReport } from './report.ts';
import {
  defaultConcurrency,
  type ExtractDependencies,
  type ExtractOptions,
  type ExtractProgress,
  type ExtractResult,
} from './run.ts';
import { highestOffsets } from './steps/highest-offsets.ts';
import { locationEvent } from './steps/location-event.ts';
import { measurementEvent } from './steps/measurement-event.ts';
import { planSensors } from './steps/plan-sensors.ts';
import { readSensors, type SensorFailure } from './steps/read-sensors.ts';
import { selectLocations } from './steps/select-locations.ts';

/** One attempt at a batch. */
export class Extraction {
  readonly #dependencies: ExtractDependencies;
  readonly #options: ExtractOptions;
  readonly #batch: ClaimedBatch;
  readonly #startedAt: number;
  readonly #usedBefore: number;
  readonly #offsets = highestOffsets();
  /** What this attempt did. */
  readonly #counts = { produced: 0, rejected: 0, rejectedReadings: 0 };
  readonly #progress = { sensors: 0, sensorsDone: 0, published: 0 };

  constructor(dependencies: ExtractDependencies, options: ExtractOptions, batch: ClaimedBatch) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.#batch = batch;
    this.#startedAt = dependencies.now().getTime();
    this.#usedBefore = dependencies.client.usage().requests;
  }

  async run(): Promise<ExtractResult> {
    const { concurrency = defaultConcurrency, window, signal } = this.#options;
    const plan = this.#batch.plan ?? (await this.#publishLocations());
    this.#offsets.add(plan.locationOffsets);
    const open = plan.sensors.filter(({ through }) => through < window.to);
    this.#report({
      sensors: plan.sensors.length,
      sensorsDone: plan.sensors.length - open.length,
      published: plan.sensors.reduce((sum, { produced }) => sum + produced, 0),
    });
    const failures = await readSensors(open, concurrency, (...task) => this.#readSensor(...task), signal);
    return this.#conclude(plan, failures);
  }

  async #publishLocations(): Promise<Plan> {
    const { client, locations, now } = this.#dependencies;
    const { batchId, selection, window, signal } = this.#options;
    const locationIds = new Set<number>();
    const sensors: PlannedSensor[] = [];
    const ends = highestOffsets();
    const onMisfit = (misfit: Misfit): Promise<void> => this.#reject(misfit, undefined);
    for await (const { location, fetchedAt } of selectLocations(client, selection, { onMisfit, signal }, now)) {
      ends.add(await locations.publish([locationEvent(location, fetchedAt)], { batchId }));
      locationIds.add(location.id);
      const planned = planSensors(location, window.from);
      sensors.push(...planned.map((task) => ({ ...task, through: window.from, produced: 0 })));
    }
    const plan = { locationIds: [...locationIds], locationOffsets: ends.all(), sensors };
    return this.#batch.savePlan(plan, this.#requests());
  }

  async #readSensor(sensor: PlannedSensor, signal: AbortSignal): Promise<void> {
    const { client, measurements } = this.#dependencies;
    const { batchId, window } = this.#options;
    const { sensorId, locationId, timezone } = sensor;
    const rest = { from: new Date(sensor.through), to: new Date(window.to) };
    const onMisfit = (misfit: Misfit): Promise<void> => this.#reject(misfit, sensor);
    const series = client.sensors.measurements({ sensorId, locationId, timezone }, rest, { onMisfit, signal });
    for await (const { records, fetchedAt, through, requests } of series.pages()) {
      const events = records.map((record) => measurementEvent(record, timezone, fetchedAt));
      const page = { sensor, through: through.getTime(), produced: events.length, requests };
      await this.#batch.publishPage(page, async () => {
        if (events.length > 0) this.#offsets.add(await measurements.publish(events, { batchId }));
      });
      this.#counts.produced += events.length;
      this.#report({ published: this.#progress.published + events.length });
    }
    this.#report({ sensorsDone: this.#progress.sensorsDone + 1 });
  }

  async #reject(misfit: Misfit, sensor: PlannedSensor | undefined): Promise<void> {
    await this.#dependencies.reject(misfit, sensor);
    this.#counts.rejected += 1;
    if (sensor) this.#counts.rejectedReadings += 1;
  }

  #requests(): number {
    return this.#dependencies.client.usage().requests - this.#usedBefore;
  }

  #report(changes: Partial<ExtractProgress>): void {
    Object.assign(this.#progress, changes);
    this.#options.onProgress?.({ ...this.#progress });
  }

  async #conclude(plan: Plan, failures: readonly SensorFailure[]): Promise<ExtractResult> {
    const logged = await this.#batch.count(this.#counts);
    this.#offsets.add(logged?.endOffsets ?? []);
    const { locationIds } = plan;
    const accounting = this.#accounting(plan, logged ?? this.#counts);
    const result = { accounting, endOffsets: this.#offsets.all(), locationIds, failures };
    if (failures.length === 0) await this.#batch.finish(extractionReport(result, this.#options.window));
    else await this.#batch.interrupt(accounting.requests);
    return result;
  }

  #accounting({ locationIds }: Plan, { produced, rejected, rejectedReadings }: Counts): ExtractResult['accounting'] {
    return {
      stage: 'extract',
      batchId: this.#options.batchId,
      read: produced + rejectedReadings,
      produced,
      rejected,
      duplicate: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      flagged: 0,
      locations: locationIds.length,
      requests: this.#batch.requestsBefore + this.#requests(),
      seconds: (this.#dependencies.now().getTime() - this.#startedAt) / 1000,
    };
  }
}
