import type { Answer } from '../answer.ts';
import type { Dataset } from '../dataset.ts';
import { pageAnswer } from '../page.ts';
import { readPaging, sliceOf } from '../query/paging.ts';
import { ParameterReader } from '../query/parameters.ts';
import { rangeRejection, readRange, windowOf } from '../query/range.ts';

/** `/v3/sensors/{id}/measurements`. A sensor nobody knows has an empty series, not a 404. */
export function listMeasurements(data: Dataset, query: URLSearchParams, idText: string): Answer {
  const reader = new ParameterReader(query);
  const id = reader.pathId('sensors_id', idText);
  const paging = readPaging(reader);
  const range = readRange(reader);
  const rejection = reader.rejections.answer() ?? rangeRejection(range);
  if (rejection !== undefined) return rejection;
  const timezone = data.sensor(id)?.timezone;
  if (timezone === undefined) return pageAnswer(paging, []);
  return pageAnswer(paging, data.measurements(id, windowOf(range, timezone), sliceOf(paging)));
}
