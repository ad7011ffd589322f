import type { Slice, Window } from '../dataset.ts';
import { readRows } from './rows.ts';
import { recordedMeasurement } from './shapes.ts';

interface TimedRow {
  readonly end: number;
  readonly text: string;
}

export interface RecordedSeries {
  rows(window: Window, slice: Slice): string[];
  count(): number;
}

/** The readings of one sensor; its file is opened when they are first asked for. */
export function recordedSeries(file: URL): RecordedSeries {
  let loaded: readonly TimedRow[] | undefined;
  const all = (): readonly TimedRow[] => (loaded ??= readRows(file).map(timed));
  return {
    rows: ({ from, to }, { offset, limit }) =>
      all()
        .filter(({ end }) => end > from && end <= to)
        .slice(offset, offset + limit)
        .map(({ text }) => text),
    count: () => all().length,
  };
}

function timed(text: string): TimedRow {
  const { period } = recordedMeasurement.parse(JSON.parse(text));
  return { end: Date.parse(period.datetimeTo.utc), text };
}
