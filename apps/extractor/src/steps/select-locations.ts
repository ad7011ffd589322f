import type { Location, OpenAqClient } from '@airstar/openaq-client';

/** Which stations to read: by id, or all in a box (west, south, east, north in degrees) or a country (alpha-2). */
export type Selection =
  | { readonly locationIds: readonly number[] }
  | { readonly bbox: readonly [number, number, number, number] }
  | { readonly country: string };

export interface SelectedLocation {
  readonly location: Location;
  readonly fetchedAt: Date;
}

/** The stations of a selection, as they are fetched. */
export async function* selectLocations(
  client: Pick<OpenAqClient, 'locations'>,
  selection: Selection,
  options: Parameters<OpenAqClient['locations']['list']>[1],
  now: () => Date,
): AsyncGenerator<SelectedLocation> {
  if (!('locationIds' in selection)) {
    const filters = 'bbox' in selection ? { bbox: selection.bbox } : { iso: selection.country };
    for await (const { records, fetchedAt } of client.locations.list(filters, options).pages()) {
      for (const location of records) yield { location, fetchedAt };
    }
    return;
  }
  for (const id of selection.locationIds) {
    const location = await client.locations.get(id, options?.signal ? { signal: options.signal } : {});
    yield { location, fetchedAt: now() };
  }
}
