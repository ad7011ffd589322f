/** A service could not be built, started or stopped. The message says what to do. */
export class NativeServicesError extends Error {
  override readonly name = 'NativeServicesError';
  /** `requirements`: programs are missing. `port`: somebody else listens. `build`: jars or a binary. `start`: not ready in time, or dead. */
  readonly code: 'usage' | 'requirements' | 'port' | 'build' | 'start' | 'stop';

  constructor(code: NativeServicesError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
