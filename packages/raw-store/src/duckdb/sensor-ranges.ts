import type { DuckDBConnection } from '@duckdb/node-api';
import type { SensorRange, TransformScope } from '../store.ts';
import { isTouched } from './views.ts';

/**
 * Cuts the sensors of a scope into ranges of about so many versions each, so that a transform takes the same memory
 * however large the window is. A sensor is never cut.
 */
export async function sensorRanges(
  connection: DuckDBConnection,
  scope: TransformScope,
  versions: number,
): Promise<SensorRange[]> {
  const reader = await connection.runAndReadAll(
    `SELECT sensor_id, count(*) FROM raw.measurement_version WHERE ${isTouched(scope)} GROUP BY ALL ORDER BY sensor_id`,
  );
  const ranges: SensorRange[] = [];
  let taken = 0;
  for (const [sensor, count] of reader.getRowsJS().map((row) => row.map(Number))) {
    const current = ranges.at(-1);
    if (sensor === undefined || count === undefined) continue;
    if (current === undefined || taken + count > versions) {
      ranges.push({ first: sensor, last: sensor });
      taken = count;
    } else {
      ranges[ranges.length - 1] = { ...current, last: sensor };
      taken += count;
    }
  }
  return ranges;
}
