import { backfill } from './backfill.ts';
import { badInput } from './bad-input.ts';
import { recordedWindow } from './recorded.ts';
import { bySchedule, maintenance } from './schedule.ts';
import type { Scene } from './scenario.ts';
import { simulatedHour } from './simulated-hour.ts';

/** In this order: the star of the recorded window is compared while it is alone in there, staging is cleaned at the end. */
export const scenarios: Readonly<Record<string, (scene: Scene, directory: string) => Promise<void>>> = {
  'what the schedule starts: an hour without a sensor': bySchedule,
  'the recorded window, with a container killed in mid-run': recordedWindow,
  'a simulated hour of 200 sensors': simulatedHour,
  'a backfill of three windows, twice': backfill,
  'an empty window, and a wrong parameter': badInput,
  'the maintenance, started by hand': maintenance,
};
