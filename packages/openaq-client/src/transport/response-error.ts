import {
  OpenAqAuthenticationError,
  OpenAqForbiddenError,
  OpenAqGoneError,
  OpenAqNotFoundError,
  OpenAqRateLimitError,
  OpenAqRequestTimeoutError,
  OpenAqServerError,
  OpenAqUnexpectedStatusError,
  OpenAqValidationError,
  type FailedResponse,
  type OpenAqResponseError,
} from '../errors/response-errors.ts';

const errorOfStatus: Readonly<Record<number, new (response: FailedResponse) => OpenAqResponseError>> = {
  401: OpenAqAuthenticationError,
  403: OpenAqForbiddenError,
  404: OpenAqNotFoundError,
  408: OpenAqRequestTimeoutError,
  410: OpenAqGoneError,
  422: OpenAqValidationError,
  429: OpenAqRateLimitError,
};

export function responseError(response: FailedResponse): OpenAqResponseError {
  const fallback = response.status >= 500 ? OpenAqServerError : OpenAqUnexpectedStatusError;
  return new (errorOfStatus[response.status] ?? fallback)(response);
}
