/** Everything that this client throws on purpose. */
export abstract class OpenAqError extends Error {
  /** Whether the same call may succeed when it is made again later, unchanged. */
  abstract readonly retriable: boolean;
}
