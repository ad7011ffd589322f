import { detailAnswer, type Answer } from '../answer.ts';
import type { Dataset } from '../dataset.ts';
import { singleAnswer, unpagedAnswer } from '../page.ts';
import { ParameterReader } from '../query/parameters.ts';

/** `/v3/locations/{id}/sensors`: everything at once, and an empty list for a location nobody knows. */
export function listSensors(data: Dataset, query: URLSearchParams, idText: string): Answer {
  const reader = new ParameterReader(query);
  const id = reader.pathId('locations_id', idText);
  return reader.rejections.answer() ?? unpagedAnswer(data.sensorsOf(id).map((sensor) => sensor.row()));
}

/** `/v3/sensors/{id}` */
export function getSensor(data: Dataset, query: URLSearchParams, idText: string): Answer {
  const reader = new ParameterReader(query);
  const id = reader.pathId('sensors_id', idText);
  const rejection = reader.rejections.answer();
  if (rejection !== undefined) return rejection;
  const sensor = data.sensor(id);
  return sensor === undefined ? detailAnswer(404, 'Sensor not found') : singleAnswer(sensor.row());
}
