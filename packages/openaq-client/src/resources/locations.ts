import { listing, type Listing } from '../listing.ts';
import { parseRecords, type CallOptions, type ListOptions } from '../parse-records.ts';
import { locationSchema, type Location } from '../records/location.ts';
import { sensorSchema, type LocationSensor } from '../records/sensor.ts';
import type { Transport } from '../transport/transport.ts';
import { checkId, getById } from './by-id.ts';
import { locationQuery, type LocationFilters } from './location-filters.ts';
import { numberedPages } from './paging.ts';

/** `/locations` */
export interface LocationsResource {
  /**
   * All locations that meet the filters, by id.
   *
   * @throws {@link OpenAqArgumentError} at once, with everything that is wrong with the filters.
   *
   * @example
   * for await (const location of client.locations.list({ iso: 'MX', parametersId: [2] })) {
   *   console.log(location.id, location.name);
   * }
   */
  list(filters?: LocationFilters, options?: ListOptions): Listing<Location>;
  /** @throws {@link OpenAqNotFoundError} where there is none. */
  get(id: number, options?: CallOptions): Promise<Location>;
  /** All sensors of a location. An unknown location has none: OpenAQ does not tell the two apart here. */
  sensors(id: number, options?: ListOptions): Promise<readonly LocationSensor[]>;
}

export function createLocations(transport: Transport): LocationsResource {
  return {
    list(filters = {}, options = {}) {
      const query = locationQuery(filters);
      return listing(() => numberedPages(transport, locationSchema, { path: 'locations', query }, options));
    },
    async get(id, options = {}) {
      return getById(transport, locationSchema, `locations/${checkId('locations.get', id)}`, options);
    },
    async sensors(id, { signal, onMisfit } = {}) {
      const path = `locations/${checkId('locations.sensors', id)}/sensors`;
      const reply = await transport.get({ path, signal, repeatTimeouts: true });
      const { records } = await parseRecords(sensorSchema, reply, 1, onMisfit);
      return records.map((sensor) => ({ ...sensor, locationId: id }));
    },
  };
}
