import { jsonAnswer, type Answer } from './answer.ts';

const missingKey = 'Unauthorized. A valid API key must be provided in the X-API-Key header.';
const retired =
  'Gone. Version 1 and Version 2 API endpoints are retired and no longer available. Please migrate to Version 3 endpoints.';

/**
 * The firewall in front of the API. It speaks `{message}` where the application speaks `{detail}`, and it decides
 * before the application knows whether the path exists.
 */
export function gatewayAnswer(path: string, key: string | undefined, keyRequired: boolean): Answer | undefined {
  if (keyRequired && path.includes('/v3/') && !key) return jsonAnswer(401, { message: missingKey });
  if (path.includes('/v1/') || path.includes('/v2/')) return jsonAnswer(410, { message: retired });
  return undefined;
}
