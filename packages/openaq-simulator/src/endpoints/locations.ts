import { detailAnswer, type Answer } from '../answer.ts';
import type { Dataset } from '../dataset.ts';
import { pageAnswer, singleAnswer } from '../page.ts';
import { passes, readLocationFilter, type FoundLocation, type LocationFilter } from '../query/location-filter.ts';
import { readPaging, sliceOf } from '../query/paging.ts';
import { ParameterReader } from '../query/parameters.ts';

/** `/v3/locations` */
export function listLocations(data: Dataset, query: URLSearchParams): Answer {
  const reader = new ParameterReader(query);
  const paging = readPaging(reader);
  const filter = readLocationFilter(reader);
  reader.choice('order_by', ['id']);
  const descending = reader.choice('sort_order', ['asc', 'desc']) === 'desc';
  const rejection = reader.rejections.answer();
  if (rejection !== undefined) return rejection;
  const found = select(data, filter);
  if (descending) found.reverse();
  const { offset, limit } = sliceOf(paging);
  const rows = found.slice(offset, offset + limit).map(({ location, distance }) => location.row(distance));
  return pageAnswer(paging, rows);
}

/** `/v3/locations/{id}` */
export function getLocation(data: Dataset, query: URLSearchParams, idText: string): Answer {
  const reader = new ParameterReader(query);
  const id = reader.pathId('locations_id', idText);
  const rejection = reader.rejections.answer();
  if (rejection !== undefined) return rejection;
  const location = data.location(id);
  return location === undefined ? detailAnswer(404, 'Location not found') : singleAnswer(location.row(null));
}

function select(data: Dataset, filter: LocationFilter): FoundLocation[] {
  const found: FoundLocation[] = [];
  for (const location of data.locations()) {
    const passed = passes(location, filter);
    if (passed !== undefined) found.push(passed);
  }
  return found;
}
