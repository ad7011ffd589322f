import type { Window } from '../dataset.ts';
import { isPresent } from './presence.ts';
import { readingAt, type GeneratedReading } from './reading.ts';
import { describeSensor, type GeneratedSensor } from './sensor.ts';

const hour = 3_600_000;

/** What all series of a generated data set have in common. */
export interface SeriesOptions extends Window {
  readonly seed: number;
  readonly sensorsPerLocation: number;
  readonly revision: number;
}

/** Hour numbers, both inclusive. */
interface HourRange {
  readonly first: number;
  readonly last: number;
}

/** The series of one sensor, computed hour by hour. */
export class GeneratedSeries {
  readonly sensor: GeneratedSensor;
  readonly #options: SeriesOptions;

  constructor(options: SeriesOptions, index: number) {
    this.#options = options;
    this.sensor = describeSensor(options.seed, index, options.sensorsPerLocation);
  }

  /** The reading of an hour, undefined where there is a gap or the data set does not reach. */
  reading(hourNumber: number): GeneratedReading | undefined {
    const { first, last } = this.#hours(this.#options);
    return hourNumber >= first && hourNumber <= last && this.#present(hourNumber) ? this.#read(hourNumber) : undefined;
  }

  /** The readings of a window, ascending, from the `offset`-th on. */
  *readings(window: Window, offset = 0): Generator<GeneratedReading, undefined> {
    const { first, last } = this.#hours(window);
    let skipped = 0;
    for (let hourNumber = first; hourNumber <= last; hourNumber += 1) {
      if (!this.#present(hourNumber)) continue;
      if (skipped < offset) skipped += 1;
      else yield this.#read(hourNumber);
    }
  }

  all(): Iterable<GeneratedReading> {
    return this.readings(this.#options);
  }

  count(): number {
    const { first, last } = this.#hours(this.#options);
    let count = 0;
    for (let hourNumber = first; hourNumber <= last; hourNumber += 1) if (this.#present(hourNumber)) count += 1;
    return count;
  }

  first(): GeneratedReading | undefined {
    return this.readings(this.#options).next().value;
  }

  last(): GeneratedReading | undefined {
    return this.#latest(() => true);
  }

  /** The last reading with a value. */
  lastValue(): GeneratedReading | undefined {
    return this.#latest(({ value }) => value !== null);
  }

  #latest(fits: (reading: GeneratedReading) => boolean): GeneratedReading | undefined {
    const { first, last } = this.#hours(this.#options);
    for (let hourNumber = last; hourNumber >= first; hourNumber -= 1) {
      const reading = this.reading(hourNumber);
      if (reading !== undefined && fits(reading)) return reading;
    }
    return undefined;
  }

  #hours(window: Window): HourRange {
    const number = (instant: number): number => Math.floor((instant - this.sensor.pastFullHour) / hour);
    const { from, to } = this.#options;
    return { first: number(Math.max(from, window.from)) + 1, last: number(Math.min(to, window.to)) };
  }

  #present(hourNumber: number): boolean {
    return isPresent(this.#options.seed, this.sensor, hourNumber);
  }

  #read(hourNumber: number): GeneratedReading {
    return readingAt(this.#options.seed, this.#options.revision, this.sensor, hourNumber);
  }
}
