/** PostgreSQL could not be prepared, started or stopped. The message says what to do. */
export class PostgresServerError extends Error {
  override readonly name = 'PostgresServerError';
  readonly code: 'version' | 'port' | 'disk' | 'account' | 'start';

  constructor(code: PostgresServerError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
