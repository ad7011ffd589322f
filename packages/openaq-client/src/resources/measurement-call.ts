import { z } from 'zod';
import { OpenAqArgumentError } from '../errors/argument-error.ts';
import { problemsOf } from '../errors/problem.ts';
import type { ListOptions } from '../parse-records.ts';
import type { SensorIdentity } from '../records/measurement.ts';
import { idSchema } from './ids.ts';
import { readWindow, type Interval, type TimeWindow } from './window.ts';

/** How to read a series. */
export interface SeriesOptions extends ListOptions {
  /**
   * Longest window of one request in milliseconds, at least an hour; a longer one is read in slices. Default 365 days,
   * as OpenAQ advises. Where OpenAQ still answers 408 the slice is halved, down to a day.
   */
  readonly sliceSpan?: number | undefined;
}

/** What to read, validated. */
export interface MeasurementCall {
  readonly sensor: SensorIdentity;
  readonly interval: Interval;
  readonly sliceSpan: number;
}

const hour = 60 * 60 * 1000;
const year = 365 * 24 * hour;

const argumentsSchema = z.object({
  sensor: z.object({ sensorId: idSchema, locationId: idSchema, timezone: z.string().min(1).nullish() }),
  sliceSpan: z.int().min(hour).default(year),
});

/** @throws {@link OpenAqArgumentError} with every problem at once. */
export function readMeasurementCall(
  operation: string,
  sensor: SensorIdentity,
  window: TimeWindow,
  { sliceSpan }: SeriesOptions,
): MeasurementCall {
  const parsed = argumentsSchema.safeParse({ sensor, sliceSpan });
  const interval = readWindow(window);
  if (parsed.success && 'from' in interval) return { ...parsed.data, interval };
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...('from' in interval ? [] : interval)];
  throw new OpenAqArgumentError(operation, problems);
}
