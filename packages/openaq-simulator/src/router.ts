import { detailAnswer, type Answer } from './answer.ts';
import type { Dataset } from './dataset.ts';
import { getLocation, listLocations } from './endpoints/locations.ts';
import { listMeasurements } from './endpoints/measurements.ts';
import { getSensor, listSensors } from './endpoints/sensors.ts';

type Endpoint = (data: Dataset, query: URLSearchParams, id: string) => Answer;

// No trailing slash: the real server answers 404 to one.
const routes: readonly (readonly [RegExp, Endpoint])[] = [
  [/^\/v3\/locations$/, listLocations],
  [/^\/v3\/locations\/([^/]+)$/, getLocation],
  [/^\/v3\/locations\/([^/]+)\/sensors$/, listSensors],
  [/^\/v3\/sensors\/([^/]+)$/, getSensor],
  [/^\/v3\/sensors\/([^/]+)\/measurements$/, listMeasurements],
];

/**
 * What answers a request, or the refusal. No route means no key check: behind all routes the real server mounts a
 * folder of static files, which knows GET and HEAD and finds nothing.
 */
export function route(method: string, path: string): Answer | ((data: Dataset, query: URLSearchParams) => Answer) {
  if (method === 'HEAD') return detailAnswer(404, 'Not Found');
  if (method !== 'GET') return detailAnswer(405, 'Method Not Allowed');
  for (const [pattern, endpoint] of routes) {
    const match = pattern.exec(path);
    if (match !== null) return (data, query) => endpoint(data, query, match[1] ?? '');
  }
  return detailAnswer(404, 'Not Found');
}
