import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startTestServer, type TestServer } from '../postgres.ts';

let starting: Promise<TestServer> | undefined;

// Registered before any hook of a suite, and so run after all of them.
afterAll(async () => (await starting)?.stop());

/** The one database that all suites share. They run one after the other, and each test uses ids of its own. */
export function useDatabase() {
  let started: TestServer | undefined;
  beforeAll(async () => {
    started = await (starting ??= startTestServer());
  }, 60_000);
  const server = (): TestServer => {
    if (started === undefined) throw new Error('The server has not started.');
    return started;
  };
  return {
    get pool() {
      return server().pool;
    },
    url: (...parts: Parameters<TestServer['url']>) => server().url(...parts),
    /** A session of its own, which ends with the test and takes its locks along. */
    connect: async () => {
      const client = await server().pool.connect();
      onTestFinished(() => client.release(true));
      return client;
    },
    /** Rows of a query, as plain objects. */
    rows: async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await server().pool.query<Row>(text, values)).rows,
    /** The first column of the first row. */
    value: async (text: string, values: unknown[] = []): Promise<unknown> =>
      (await server().pool.query<[unknown]>({ text, values, rowMode: 'array' })).rows[0]?.[0],
  };
}
