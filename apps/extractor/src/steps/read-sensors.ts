import { OpenAqMalformedResponseError, OpenAqNotFoundError, OpenAqServerError } from '@airstar/openaq-client';
import type { SensorTask } from './plan-sensors.ts';

/** A series that could not be read to its end: the window is incomplete. */
export interface SensorFailure {
  readonly task: SensorTask;
  readonly error: Error;
}

/** What one sensor answers may be its own trouble; a refused key or an unreachable host is everybody's. */
const concernsOneSensor = (error: unknown): error is Error =>
  error instanceof OpenAqServerError ||
  error instanceof OpenAqNotFoundError ||
  error instanceof OpenAqMalformedResponseError;

/**
 * Reads the sensors, `concurrency` at a time. A sensor that fails for itself is set aside and the others go on
 * (some sensors of OpenAQ answer 500 for ever); any other error ends the run.
 */
export async function readSensors<Task extends SensorTask>(
  tasks: readonly Task[],
  concurrency: number,
  readSensor: (task: Task, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<SensorFailure[]> {
  const failures: SensorFailure[] = [];
  const queue = tasks.values();
  const stop = new AbortController();
  const combined = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const worker = async (): Promise<void> => {
    for (const task of queue) {
      try {
        await readSensor(task, combined);
      } catch (error) {
        if (!concernsOneSensor(error)) throw error;
        failures.push({ task, error });
      }
    }
  };
  const workers = Array.from({ length: Math.min(concurrency, tasks.length) }, worker);
  try {
    await Promise.all(workers);
  } catch (error) {
    // The others must have stopped before the caller closes what they write to.
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
  return failures;
}
