import type { LocationRecord } from '../dataset.ts';
import { distanceInMetres } from '../geodesy.ts';
import { readArea, type Area } from './area.ts';
import type { ParameterReader } from './parameters.ts';

/** The filters of `/v3/locations`. They combine with AND, the ids of one filter with OR. */
export interface LocationFilter {
  readonly area: Area;
  readonly iso: string | undefined;
  readonly mobile: boolean | undefined;
  readonly monitor: boolean | undefined;
  readonly countryIds: readonly number[] | undefined;
  readonly providerIds: readonly number[] | undefined;
  readonly ownerIds: readonly number[] | undefined;
  readonly parameterIds: readonly number[] | undefined;
  readonly licenseIds: readonly number[] | undefined;
  readonly instrumentIds: readonly number[] | undefined;
}

export function readLocationFilter(reader: ParameterReader): LocationFilter {
  const filter = {
    area: readArea(reader),
    iso: reader.text('iso'),
    mobile: reader.boolean('mobile'),
    monitor: reader.boolean('monitor'),
    countryIds: reader.integerList('countries_id'),
    providerIds: reader.integerList('providers_id'),
    ownerIds: reader.integerList('owner_contacts_id'),
    parameterIds: reader.integerList('parameters_id'),
    licenseIds: reader.integerList('licenses_id'),
    instrumentIds: reader.integerList('instruments_id'),
  };
  if (filter.iso !== undefined && filter.countryIds !== undefined) reader.rejections.crash();
  return filter;
}

export interface FoundLocation {
  readonly location: LocationRecord;
  readonly distance: number | null;
}

/** The location with its distance from the centre asked for; undefined when it does not pass. */
export function passes(location: LocationRecord, filter: LocationFilter): FoundLocation | undefined {
  const fits =
    (filter.iso === undefined || filter.iso === location.countryCode) &&
    (filter.mobile === undefined || filter.mobile === location.isMobile) &&
    (filter.monitor === undefined || filter.monitor === location.isMonitor) &&
    anyOf(filter.countryIds, location.countryId === null ? [] : [location.countryId]) &&
    anyOf(filter.providerIds, [location.providerId]) &&
    anyOf(filter.ownerIds, [location.ownerId]) &&
    anyOf(filter.parameterIds, location.parameterIds) &&
    anyOf(filter.licenseIds, location.licenseIds) &&
    anyOf(filter.instrumentIds, location.instrumentIds);
  return fits ? within(location, filter.area) : undefined;
}

function anyOf(wanted: readonly number[] | undefined, present: readonly number[]): boolean {
  return wanted === undefined || present.some((id) => wanted.includes(id));
}

function within(location: LocationRecord, { box, circle }: Area): FoundLocation | undefined {
  if (box === undefined && circle === undefined) return { location, distance: null };
  const { latitude, longitude } = location;
  if (latitude === null || longitude === null) return undefined;
  if (circle !== undefined) {
    const distance = distanceInMetres(circle.center, { latitude, longitude });
    return distance <= circle.radius ? { location, distance } : undefined;
  }
  const inside =
    box !== undefined &&
    longitude >= box.west &&
    longitude <= box.east &&
    latitude >= box.south &&
    latitude <= box.north;
  return inside ? { location, distance: null } : undefined;
}
