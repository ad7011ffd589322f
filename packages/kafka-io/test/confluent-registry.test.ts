import { measurementContract } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { createConfluentSchemaRegistry } from '../src/codec/confluent-registry.ts';
import { IncompatibleSchemaError, UnknownSchemaIdError, UnregisteredSchemaError } from '../src/errors.ts';
import type { RetryEvent } from '../src/retry.ts';
import { AccessDeniedError, RegistryFailedError, RegistryUnavailableError } from '../src/service-errors.ts';
import { registryServer } from './registry-server.ts';

const { subject, schema } = measurementContract;
const sleep = () => Promise.resolve();
const stored = { schema: '{"type":"long"}' };
const failureOf = (call: Promise<unknown>) => call.then(String, (error: unknown) => error as Error);

describe('asking a registry', () => {
  it('sends the schema as text, and asks once for what never changes', async () => {
    const { url, asked } = await registryServer([200, { id: 7 }]);
    const registry = createConfluentSchemaRegistry({ url });
    expect([await registry.idOf(measurementContract), await registry.idOf(measurementContract)]).toEqual([7, 7]);
    const body = { schema: JSON.stringify(schema) };
    expect(asked).toEqual([{ method: 'POST', path: `/subjects/${subject}`, authorization: undefined, body }]);
  });

  it('asks once for a schema, and again for one that was unknown', async () => {
    const unknown = [404, { error_code: 40403, message: 'Schema 7 not found' }] as const;
    const { url, asked } = await registryServer(unknown, [200, stored]);
    const registry = createConfluentSchemaRegistry({ url });
    await expect(registry.schemaOf(7)).rejects.toBeInstanceOf(UnknownSchemaIdError);
    expect([await registry.schemaOf(7), await registry.schemaOf(7)]).toEqual([{ type: 'long' }, { type: 'long' }]);
    expect(asked.map(({ path }) => path)).toEqual(['/schemas/ids/7', '/schemas/ids/7']);
  });

  it('sets the subject to BACKWARD before it registers', async () => {
    const { url, asked } = await registryServer([200, { compatibility: 'BACKWARD' }], [200, { id: 3 }]);
    const registry = createConfluentSchemaRegistry({ url: `${url}/apis/ccompat/v7` });
    expect(await registry.register(measurementContract)).toBe(3);
    expect(await registry.idOf(measurementContract)).toBe(3);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PUT /apis/ccompat/v7/config/${subject}`,
      `POST /apis/ccompat/v7/subjects/${subject}/versions`,
    ]);
    expect(asked[0]?.body).toEqual({ compatibility: 'BACKWARD' });
  });

  it('gives a schema of another language as the text it is', async () => {
    const { url } = await registryServer([200, { schemaType: 'PROTOBUF', schema: 'message A {}' }]);
    expect(await createConfluentSchemaRegistry({ url }).schemaOf(1)).toBe('message A {}');
  });
});

describe('a registry that refuses', () => {
  it.each([
    ['an unknown subject', 40401],
    ['a schema that the subject does not hold', 40403],
  ])('says so of %s', async (_, code) => {
    const { url } = await registryServer([404, { error_code: code, message: 'not found' }]);
    const call = createConfluentSchemaRegistry({ url }).idOf(measurementContract);
    await expect(call).rejects.toBeInstanceOf(UnregisteredSchemaError);
  });

  it.each([
    ['a page', '<html>not here</html>'],
    ['its own kind of 404', { error_code: 404, message: 'HTTP 404 Not Found' }],
  ])('is told from a wrong address that answers with %s', async (_, body) => {
    const { url } = await registryServer([404, body]);
    const registry = createConfluentSchemaRegistry({ url });
    await expect(registry.schemaOf(1)).rejects.toMatchObject({ name: 'RegistryFailedError', status: 404 });
    await expect(registry.idOf(measurementContract)).rejects.toBeInstanceOf(RegistryFailedError);
  });

  it('tells an incompatible schema from another conflict of ours', async () => {
    const conflict = [409, { error_code: 409, message: 'Incompatible' }] as const;
    const { url } = await registryServer([200, {}], conflict);
    const call = createConfluentSchemaRegistry({ url }).register(measurementContract);
    await expect(call).rejects.toBeInstanceOf(IncompatibleSchemaError);
  });

  it('is not asked twice about what it will not do', async () => {
    const { url, asked } = await registryServer([422, { error_code: 42201, message: 'Invalid schema' }]);
    const call = createConfluentSchemaRegistry({ url }).idOf(measurementContract);
    await expect(call).rejects.toThrow(`Cannot look up ${subject}: the schema registry answers 422: Invalid schema`);
    expect(asked).toHaveLength(1);
  });

  it('does not pass off an answer without id', async () => {
    const { url } = await registryServer([200, {}]);
    const call = createConfluentSchemaRegistry({ url }).idOf(measurementContract);
    await expect(call).rejects.toBeInstanceOf(RegistryFailedError);
  });
});

describe('credentials', () => {
  const basic = `Basic ${Buffer.from('deploy:pässword').toString('base64')}`;

  it('go into a header, from the options or from the URL', async () => {
    const { url, asked } = await registryServer([200, stored]);
    await createConfluentSchemaRegistry({ url, username: 'deploy', password: 'pässword' }).schemaOf(1);
    const withUser = url.replace('://', '://deploy:p%C3%A4ssword@');
    await createConfluentSchemaRegistry({ url: withUser }).schemaOf(1);
    expect(asked.map(({ authorization }) => authorization)).toEqual([basic, basic]);
  });

  it.each([401, 403])('that are wrong (%d) fail at once, in one line without them', async (status) => {
    const { url, asked } = await registryServer([status, { error_code: status, message: `Basic ${basic}` }]);
    const withUser = url.replace('://', '://deploy:hunter2@');
    const error = await failureOf(createConfluentSchemaRegistry({ url: withUser }).schemaOf(1));
    expect(error).toBeInstanceOf(AccessDeniedError);
    expect(String(error)).not.toMatch(/hunter2|deploy|Basic|\n/);
    expect(asked).toHaveLength(1);
  });

  it('do not show in what is said of a registry that is out of reach', async () => {
    const { url, server } = await registryServer([200, {}]);
    server.close();
    const withUser = url.replace('://', '://deploy:hunter2@');
    const retries: RetryEvent[] = [];
    const onRetry = (event: RetryEvent) => void retries.push(event);
    const registry = createConfluentSchemaRegistry({ url: withUser, timeoutMs: 300, onRetry, sleep });
    const error = await failureOf(registry.schemaOf(1));
    expect(error).toBeInstanceOf(RegistryUnavailableError);
    expect(JSON.stringify([String(error), retries])).not.toMatch(/hunter2/);
  });
});

describe('a registry that is out of order', () => {
  it.each([500, 503, 429])('is asked again after %d, and each retry is told', async (status) => {
    const { url } = await registryServer([status, { message: 'later' }], [status, 'later'], [200, stored]);
    const retries: RetryEvent[] = [];
    const registry = createConfluentSchemaRegistry({ url, sleep, onRetry: (event) => void retries.push(event) });
    expect(await registry.schemaOf(4)).toEqual({ type: 'long' });
    const reason = `status ${status}: later`;
    expect(retries).toEqual([
      { operation: 'fetch schema 4', attempt: 1, reason },
      { operation: 'fetch schema 4', attempt: 2, reason },
    ]);
  });

  it('is given up when its time is over, though it takes the connection', async () => {
    const { url } = await registryServer(undefined);
    const error = await failureOf(createConfluentSchemaRegistry({ url, timeoutMs: 50, sleep }).schemaOf(4));
    expect(error).toMatchObject({ name: 'RegistryUnavailableError', retriable: true });
    expect((error as Error).message).toContain(`Cannot fetch schema 4: the schema registry at ${url}/`);
  });

  it('is named with the reason of the last attempt', async () => {
    const { url, server } = await registryServer([200, {}]);
    server.close();
    const error = await failureOf(createConfluentSchemaRegistry({ url, timeoutMs: 250, sleep }).schemaOf(4));
    expect((error as Error).message).toContain('ECONNREFUSED');
  });
});
