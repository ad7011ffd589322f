import type { OpenAqClientOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';
import { createLocations, type LocationsResource } from './resources/locations.ts';
import { createSensors, type SensorsResource } from './resources/sensors.ts';
import { createTransport, type Usage } from './transport/transport.ts';

/** OpenAQ, version 3. */
export interface OpenAqClient {
  readonly locations: LocationsResource;
  readonly sensors: SensorsResource;
  /** What the client has cost so far. */
  usage(): Usage;
}

/**
 * A client of OpenAQ v3. All of its calls share one budget of requests.
 *
 * @throws {@link OpenAqArgumentError} with everything that is wrong with the options.
 *
 * @example
 * const client = createOpenAqClient({ apiKey });
 */
export function createOpenAqClient(options: OpenAqClientOptions = {}): OpenAqClient {
  const transport = createTransport(resolveOptions(options));
  return {
    locations: createLocations(transport),
    sensors: createSensors(transport),
    usage: () => transport.usage(),
  };
}
