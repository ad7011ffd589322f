import { MongoError, MongoNetworkError, MongoOperationTimeoutError, MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import {
  RawStoreDeniedError,
  RawStoreDocumentError,
  RawStoreError,
  RawStoreUnavailableError,
} from '../../src/index.ts';
import { onServer, translate } from '../../src/mongodb/errors.ts';

const serverError = (code: number, errorLabels: string[] = []) =>
  new MongoServerError({ message: 'what the server said', code, errorLabels });

const translated = (cause: unknown) => translate('host:27017', 'write to', cause);

describe('translate', () => {
  it.each([6, 7, 50, 64, 89, 91, 112, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436])(
    'calls code %i something that passes',
    (code) => {
      const error = translated(serverError(code));
      expect(error).toBeInstanceOf(RawStoreUnavailableError);
      expect(error).toMatchObject({ retriable: true, cause: expect.any(MongoServerError) });
    },
  );

  it.each(['RetryableWriteError', 'TransientTransactionError', 'RetryableError', 'SystemOverloadedError'])(
    'believes the label %s',
    (label) => {
      expect(translated(serverError(1, [label]))).toBeInstanceOf(RawStoreUnavailableError);
    },
  );

  it('calls a broken connection something that passes, and says what, where and what to do', () => {
    expect(String(translated(new MongoNetworkError('connection 3 closed')))).toBe(
      'RawStoreUnavailableError: Cannot write to the raw store at host:27017: connection 3 closed. Start it, or correct its address.',
    );
  });

  it.each([
    'MongoClientClosedError',
    'MongoNotConnectedError',
    'MongoPoolClosedError',
    'MongoServerClosedError',
    'MongoTopologyClosedError',
  ])('calls %s something that passes: the connection was exchanged under the call', (name) => {
    const error = Object.defineProperty(new MongoError('closed'), 'name', { value: name });
    expect(translated(error)).toBeInstanceOf(RawStoreUnavailableError);
  });

  it.each([new MongoOperationTimeoutError('too late'), new DOMException('too late', 'TimeoutError')])(
    'calls an answer that does not come something that passes: %s',
    (cause) => {
      expect(translated(cause)).toMatchObject({ retriable: true, message: expect.stringContaining('in time'), cause });
    },
  );

  it.each(['ECONNABORTED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT'])(
    "calls the socket's own %s something that passes",
    (code) => {
      const cause = Object.assign(new Error('This socket has been ended by the other party'), { code });
      expect(translated(cause)).toMatchObject({ retriable: true, message: expect.stringContaining('ended by'), cause });
    },
  );

  it.each([13, 18, 8000])('calls code %i a denial, in one line without what the server said', (code) => {
    const error = translated(serverError(code, ['RetryableWriteError']));
    expect(error).toBeInstanceOf(RawStoreDeniedError);
    expect(String(error)).not.toMatch(/what the server said|\n/);
  });

  it.each([121, 10334])('calls code %i a document that cannot be kept', (code) => {
    const error = translated(serverError(code));
    expect(error).toBeInstanceOf(RawStoreDocumentError);
    expect(error).toMatchObject({ retriable: false, message: expect.stringContaining('what the server said') });
  });

  it.each([serverError(2), new TypeError('ours'), undefined])('leaves %s as it is', (error) => {
    expect(translated(error)).toBe(error);
  });

  it('leaves an error of ours as it is, when calls are nested', async () => {
    const inner = onServer('host:1', 'open', () => Promise.reject(serverError(91)));
    const outer = await onServer('host:2', 'migrate', () => inner).catch((error: unknown) => error);
    expect(outer).toBeInstanceOf(RawStoreError);
    expect(String(outer)).toMatch(/Cannot open .* host:1/);
  });
});
