import assert from 'node:assert/strict';
import { figuresOf } from '../figures.ts';
import { accountingOf, assertReconciles } from './accounting.ts';
import { assertAllRan, runDag, type Scene } from './scenario.ts';

const hour = 3_600_000;

/** One hour of 200 generated sensors, by the data interval of the run: what the schedule does every hour. */
export async function simulatedHour(scene: Scene): Promise<void> {
  const { pool, simulators } = scene.stack;
  const { generated } = simulators;
  const to = generated.window.from + 30 * hour;
  // A manual run covers the last complete interval before its logical date.
  const finished = await runDag(scene, 'openaq_etl', {
    logicalDate: new Date(to),
    parameters: { locations: generated.locationIds.join(',') },
  });
  await assertAllRan(scene, finished, 1);
  const stages = await accountingOf(scene, finished);
  assertReconciles(stages);

  const expected = generated.sensorIds
    .map((_, index) => [...generated.expectedReadings(index, to - hour, to)].length)
    .reduce((sum, count) => sum + count, 0);
  assert.equal(stages.extract.produced, expected, 'every reading of the hour, and no other');
  const { rows } = await pool.query<{ readings: number }>(
    `select count(*)::int as readings from star.fact_measurement
     where period_end_utc > $1 and period_end_utc <= $2 and sensor_id >= $3`,
    [new Date(to - hour), new Date(to), generated.sensorIds[0]],
  );
  assert.equal(rows[0]?.readings, expected, 'all of them are in the star');

  const { seconds } = figuresOf(finished, []);
  scene.steps.say(`${expected} readings of 200 sensors in ${seconds.toFixed(0)} s`);
  assert.ok(seconds <= 240, `an hour of 200 sensors takes ${seconds} s, more than 4 minutes`);
}
