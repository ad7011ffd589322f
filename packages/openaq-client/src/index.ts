export { createOpenAqClient, type OpenAqClient } from './client.ts';
export type { OpenAqClientOptions, RetryOptions } from './options.ts';
export type { ClientEvents, ResponseEvent, RetryEvent, WaitEvent } from './events.ts';
export type { Clock } from './clock.ts';
export type { Usage } from './transport/transport.ts';

export type { LocationsResource } from './resources/locations.ts';
export type { Ids, LocationFilters } from './resources/location-filters.ts';
export type { SensorsResource } from './resources/sensors.ts';
export type { SeriesOptions } from './resources/measurement-call.ts';
export type { MeasurementPage } from './resources/measurements.ts';
export type { TimeWindow } from './resources/window.ts';
export type { CallOptions, ListOptions } from './parse-records.ts';
export type { Listing, Page } from './listing.ts';

export type { Coordinates } from './records/coordinates.ts';
export type { Coverage } from './records/coverage.ts';
export type { Datetime } from './records/datetime.ts';
export type { Location, LocationLicense, SensorReference } from './records/location.ts';
export type { Measurement, Period, SensorIdentity, SeriesRow } from './records/measurement.ts';
export type { Named } from './records/named.ts';
export type { Parameter } from './records/parameter.ts';
export type { LocationSensor, Sensor } from './records/sensor.ts';
export type { Summary } from './records/summary.ts';

export { createInMemoryRateLedger } from './budget/in-memory-ledger.ts';
export type {
  RateBudget,
  RateDecision,
  RateLedger,
  RateLimits,
  RateObservation,
  RateRefusal,
} from './budget/ledger.ts';

export { OpenAqError } from './errors/openaq-error.ts';
export type { Problem } from './errors/problem.ts';
export { OpenAqArgumentError } from './errors/argument-error.ts';
export { OpenAqBudgetError } from './errors/budget-error.ts';
export { OpenAqRecordError, type Misfit } from './errors/record-error.ts';
export { OpenAqRequestError, type SentRequest } from './errors/request-error.ts';
export { OpenAqAbortedError, OpenAqNetworkError, OpenAqTimeoutError } from './errors/connection-errors.ts';
export { OpenAqMalformedResponseError } from './errors/malformed-response-error.ts';
export {
  OpenAqAuthenticationError,
  OpenAqForbiddenError,
  OpenAqGoneError,
  OpenAqNotFoundError,
  OpenAqRateLimitError,
  OpenAqRequestTimeoutError,
  OpenAqResponseError,
  OpenAqServerError,
  OpenAqUnexpectedStatusError,
  OpenAqValidationError,
  type FailedResponse,
} from './errors/response-errors.ts';
