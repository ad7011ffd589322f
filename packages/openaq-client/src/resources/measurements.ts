import { OpenAqRequestTimeoutError } from '../errors/response-errors.ts';
import type { Page } from '../listing.ts';
import { parseRecords, type ListOptions } from '../parse-records.ts';
import { seriesRowSchema, type Measurement, type SensorIdentity } from '../records/measurement.ts';
import type { Reply, Transport } from '../transport/transport.ts';
import type { MeasurementCall } from './measurement-call.ts';
import { pageEnd } from './page-end.ts';
import { pageSize } from './paging.ts';
import { createWindowCursor, type Position, type WindowCursor } from './window-cursor.ts';
import { formatInstant, type Interval } from './window.ts';

/** A page of readings. */
export interface MeasurementPage extends Page<Measurement> {
  /** Every reading of the window whose period ends by this instant has come, with this page or before. */
  readonly through: Date;
}

/** Below a day a slice is not what makes OpenAQ slow. */
const shortestSlice = 24 * 60 * 60 * 1000;

function measurementSchema({ sensorId, locationId, timezone }: SensorIdentity, slice: Interval) {
  return seriesRowSchema.transform((row, context): Measurement => {
    const end = row.period.datetimeTo.epochMilliseconds;
    if (end <= slice.from || end > slice.to) {
      // OpenAQ ignores date parameters it does not know; what then comes would be doubled at every seam.
      const message = `Outside of the window asked for, (${formatInstant(slice.from)}, ${formatInstant(slice.to)}]`;
      context.addIssue({ code: 'custom', path: ['period', 'datetimeTo', 'utc'], message });
    }
    return { sensorId, locationId, timezone: timezone ?? null, ...row };
  });
}

/** A page, or the 408 that a smaller slice may cure. */
async function askFor(
  transport: Transport,
  path: string,
  { from, to, page }: Position,
  isDivisible: boolean,
  signal: AbortSignal | undefined,
): Promise<Reply | OpenAqRequestTimeoutError> {
  const window = { datetime_from: formatInstant(from), datetime_to: formatInstant(to) };
  const query = { ...window, limit: String(pageSize), page: String(page) };
  try {
    return await transport.get({ path, query, signal, repeatTimeouts: !isDivisible });
  } catch (error) {
    if (isDivisible && error instanceof OpenAqRequestTimeoutError) return error;
    throw error;
  }
}

/** Moves on behind a page; returns up to where the window has been read. */
function moveBehind(cursor: WindowCursor, position: Position, rows: readonly unknown[]): number {
  const isLast = rows.length < pageSize;
  const end = isLast ? position.to : position.page === 1 ? pageEnd(rows, position) : undefined;
  if (end === undefined) cursor.turnPage();
  else cursor.advance(end);
  return end ?? position.from;
}

/**
 * The pages of a window. Each full page is followed by a request that begins at its last period end, so that no
 * request skips rows: OpenAQ pays for every row skipped, and answers 408 from a few thousand on. Only where a page
 * does not ascend is the slice paged by number.
 */
export async function* measurementPages(
  transport: Transport,
  { sensor, interval, sliceSpan }: MeasurementCall,
  { signal, onMisfit }: ListOptions,
): AsyncGenerator<MeasurementPage, void, undefined> {
  const path = `sensors/${sensor.sensorId}/measurements`;
  const cursor = createWindowCursor(interval, sliceSpan, shortestSlice);
  let requests = 0;
  let page = 1;
  for (let position = cursor.position(); position !== undefined; position = cursor.position()) {
    const reply = await askFor(transport, path, position, cursor.isDivisible(), signal);
    if (reply instanceof OpenAqRequestTimeoutError) {
      requests += reply.request.attempt;
      cursor.halve();
      continue;
    }
    const parsed = await parseRecords(measurementSchema(sensor, position), reply, page, onMisfit);
    const through = new Date(moveBehind(cursor, position, reply.results));
    yield { page, ...parsed, through, fetchedAt: reply.fetchedAt, requests: requests + reply.requests };
    requests = 0;
    page += 1;
  }
}
