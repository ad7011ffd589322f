import { hash, uniform } from './noise.ts';
import type { GeneratedSensor } from './sensor.ts';

const blockHours = 240;
const lostHours = 0.02;
const outageShare = 0.25;
const longestOutage = 72;

/**
 * Whether a sensor reported in an hour. Single hours get lost, and in a quarter of all stretches of ten days the sensor
 * is out of order for up to three days.
 */
export function isPresent(seed: number, sensor: GeneratedSensor, hourNumber: number): boolean {
  if (sensor.silent) return false;
  if (hash(seed ^ 0x6a09e667, sensor.index, hourNumber) < lostHours * 0x1_0000_0000) return false;
  const block = Math.floor(hourNumber / blockHours);
  const bits = hash(seed ^ 0x3c6ef372, sensor.index, block);
  if (bits >= outageShare * 0x1_0000_0000) return true;
  const length = 3 + Math.floor(uniform(bits, 1) * (longestOutage - 2));
  const start = Math.floor(uniform(bits, 2) * (blockHours - length));
  const position = hourNumber - block * blockHours;
  return position < start || position >= start + length;
}
