import type { OpenAqClient } from '@airstar/openaq-client';
import type { Window } from './options.ts';
import { planSensors } from './steps/plan-sensors.ts';
import { selectLocations, type Selection } from './steps/select-locations.ts';

/** What a window costs before it is read. */
export interface ExtractionPlan {
  readonly locations: number;
  /** Series that would be read. */
  readonly sensors: number;
  /** Requests for hourly readings without a gap; half-hourly sensors need twice as many pages. */
  readonly requests: number;
  /** At OpenAQ's published 60 requests a minute and 2,000 an hour. */
  readonly minutes: number;
}

const hour = 3_600_000;
const rowsPerPage = 1000;
const [perMinute, perHour] = [60, 2000];

/** Looks up the stations of a selection and says what reading the window would cost. */
export async function planExtraction(
  client: Pick<OpenAqClient, 'locations'>,
  options: { readonly window: Window; readonly selection: Selection; readonly signal?: AbortSignal },
): Promise<ExtractionPlan> {
  const { window, selection, signal } = options;
  let [locations, sensors] = [0, 0];
  for await (const { location } of selectLocations(client, selection, { signal }, () => new Date())) {
    locations += 1;
    sensors += planSensors(location, window.from).length;
  }
  const pages = Math.floor((window.to - window.from) / hour / rowsPerPage) + 1;
  const requests = sensors * pages + ('locationIds' in selection ? locations : Math.floor(locations / rowsPerPage) + 1);
  return { locations, sensors, requests, minutes: minutesFor(requests) };
}

/** Up to 2,000 requests go out as fast as the minute allows; each further 2,000 wait for their hour. */
const minutesFor = (requests: number): number =>
  Math.max(Math.ceil(requests / perMinute), Math.floor((requests - 1) / perHour) * 60);
