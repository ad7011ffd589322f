import { UsageError } from '@airstar/app-process';
import { describe, expect, it } from 'vitest';
import { readEnvironment, readLogEnvironment } from '../src/env.ts';

const log = { KAFKA_BROKERS: 'kafka:9092', SCHEMA_REGISTRY_URL: 'http://registry:8081' };
const settings = { kafka: { brokers: ['kafka:9092'] }, registry: { url: 'http://registry:8081' } };

describe('the environment of the ingestor', () => {
  it('is log, registry and raw store', () => {
    expect(readEnvironment({ ...log, MONGODB_URI: 'mongodb://a:27017,b:27017/?replicaSet=rs' })).toEqual({
      ...settings,
      mongodbUri: 'mongodb://a:27017,b:27017/?replicaSet=rs',
      groupId: undefined,
      database: undefined,
      health: undefined,
    });
  });

  it('may name group, database and where health is served', () => {
    const variables = { KAFKA_GROUP_ID: 'g', MONGODB_DATABASE: 'd', HEALTH_PORT: '9400', HEALTH_HOST: '0.0.0.0' };
    expect(readEnvironment({ ...log, MONGODB_URI: 'mongodb+srv://host', ...variables })).toMatchObject({
      groupId: 'g',
      database: 'd',
      health: { port: 9400, host: '0.0.0.0' },
    });
  });

  it('needs no raw store where a command needs none', () => {
    expect(readLogEnvironment(log)).toEqual(settings);
  });

  it('tells everything that is missing at once', () => {
    expect(() => readEnvironment({ HEALTH_HOST: '0.0.0.0' })).toThrow(UsageError);
    expect(() => readEnvironment({})).toThrow(
      'environment: 3 problems\n  SCHEMA_REGISTRY_URL is not set\n  KAFKA_BROKERS is not set\n' +
        '  MONGODB_URI is not set, nor is MONGODB_URI_FILE',
    );
  });

  it.each(['http://hush@host', 'hush', 'mongodb://'])('refuses "%s" for the raw store and does not show it', (uri) => {
    const read = () => readEnvironment({ ...log, MONGODB_URI: uri });
    expect(read).toThrow('MONGODB_URI is not a mongodb:// URI');
    expect(read).not.toThrow(/hush/);
  });
});
