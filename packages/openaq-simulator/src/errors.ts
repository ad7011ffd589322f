/**
 * `startSimulator` was asked for a port that somebody else listens on.
 *
 * Not retriable: the same port stays taken until a person or another process frees it.
 */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly retriable = false;
  readonly host: string;
  readonly port: number;

  constructor(host: string, port: number, cause: unknown) {
    super(
      `The OpenAQ simulator cannot listen on ${host}:${port}: the port is taken. ` +
        'Stop the process that holds it, or pass port 0 to get a free one.',
      { cause },
    );
    this.host = host;
    this.port = port;
  }
}
