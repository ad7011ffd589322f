import type { ProgressEvent } from '@airstar/schemas';
import type { BatchIdentity, Plan, PlannedSensor } from './port.ts';

export type BatchRecord = NonNullable<ProgressEvent['batch']>;
export type SensorRecord = NonNullable<ProgressEvent['sensor']>;

/** What the progress records of one batch say together. */
export class BatchState {
  batch: BatchRecord | undefined;
  readonly sensors = new Map<number, SensorRecord>();
  /** Every process that wrote one of them. */
  readonly attempts = new Set<string>();

  add({ attemptId, sensorId, batch, sensor }: ProgressEvent): void {
    this.attempts.add(attemptId);
    if (batch) this.batch = batch;
    if (sensor) this.sensors.set(sensorId, sensor);
  }

  /** Undefined until all stations are published. */
  plan(): Plan | undefined {
    const { locationIds, locationOffsets } = this.batch ?? {};
    if (!locationIds || !locationOffsets) return undefined;
    return { locationIds, locationOffsets, sensors: [...this.sensors].map(plannedSensor) };
  }

  get requestsOfSensors(): number {
    return this.#sum(({ requests }) => requests);
  }

  /** Readings that are known to be in the log. */
  get confirmed(): number {
    return this.#sum(({ produced }) => produced);
  }

  #sum(of: (sensor: SensorRecord) => number): number {
    return [...this.sensors.values()].reduce((total, sensor) => total + of(sensor), 0);
  }
}

function plannedSensor([sensorId, { locationId, timezone, name, through, produced }]: [
  number,
  SensorRecord,
]): PlannedSensor {
  return { sensorId, locationId, timezone, name, through, produced };
}

/** A selection as text: the same stations give the same text. */
export function selectionText({ selection }: Pick<BatchIdentity, 'selection'>): string {
  return JSON.stringify(
    'locationIds' in selection
      ? { locationIds: selection.locationIds.toSorted((one, other) => one - other) }
      : selection,
  );
}

/** What a batch is, for people. */
export function describeBatch({
  windowFrom,
  windowTo,
  selection,
}: Pick<BatchRecord, 'windowFrom' | 'windowTo' | 'selection'>): string {
  return `(${new Date(windowFrom).toISOString()}, ${new Date(windowTo).toISOString()}] of ${selection}`;
}
