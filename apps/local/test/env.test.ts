import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../src/env.ts';

describe('environment of the local app', () => {
  test('nothing is needed', () => {
    expect(readEnvironment({})).toEqual({
      apiKey: undefined,
      baseUrl: undefined,
      requestsPerMinute: undefined,
      requestsPerHour: undefined,
      dataDirectory: '.airstar',
      postgresPort: undefined,
    });
  });

  test('an empty variable counts as unset', () => {
    expect(readEnvironment({ OPENAQ_API_KEY: ' ', AIRSTAR_POSTGRES_PORT: '' })).toEqual(readEnvironment({}));
  });

  test('all problems come in one message, and no value of a secret', () => {
    const read = () =>
      readEnvironment({ OPENAQ_API_KEY: 'my key', OPENAQ_BASE_URL: 'nowhere', AIRSTAR_POSTGRES_PORT: '70000' });
    expect(read).toThrow(
      /3 problems\n.*OPENAQ_API_KEY.*\n.*OPENAQ_BASE_URL.*\n.*AIRSTAR_POSTGRES_PORT is not a whole number/,
    );
    expect(read).not.toThrow(/my key/);
  });
});
