import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * Against the WHO guideline, in multiples of it: up to half, up to it, up to one and a half, up to twice, beyond. Blue
 * below and orange to brown above, as in the HTML report: people with any common colour-vision deficiency tell them apart.
 */
export const againstGuideline: Threshold[] = [
  { value: null, color: '#dbe8f0' },
  { value: 0.5, color: '#a5c8e0' },
  { value: 1, color: '#f5cf9b' },
  { value: 1.5, color: '#e2913f' },
  { value: 2, color: '#8f3f06' },
];

export const colours = { calm: '#7fbde8', notice: '#e2913f', alarm: '#8f3f06', limit: '#e2913f', unjudged: '#8e8e8e' };

/** What Airflow calls the state of a run, or of a task. Told apart by their lightness too. */
export const ofState = {
  success: colours.calm,
  failed: colours.alarm,
  running: '#dbe8f0',
  queued: colours.unjudged,
  up_for_retry: colours.notice,
};

/** No judgement: an amount. */
export const plain: Threshold[] = [{ value: null, color: colours.calm }];

/** Calm up to a first value, to be noticed from there on, and an alarm from a second. */
export const rising = (notice: number, alarm?: number): Threshold[] => [
  ...plain,
  { value: notice, color: colours.notice },
  ...(alarm === undefined ? [] : [{ value: alarm, color: colours.alarm }]),
];

/** To be noticed below a value. */
export const atLeast = (enough: number): Threshold[] => [
  { value: null, color: colours.notice },
  { value: enough, color: colours.calm },
];
