import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { checkout } from '../src/places.ts';
import type { ServiceAddresses } from './global-setup.ts';

const variables = {
  kafka39: 'KAFKA_39_BROKERS',
  kafka4: 'KAFKA_4_BROKERS',
  schemaRegistryUrl: 'SCHEMA_REGISTRY_URL',
  mongodbUri: 'MONGODB_URI',
  postgresUrl: 'DATABASE_URL',
} as const satisfies Record<keyof ServiceAddresses, string>;

/** The services of a `services.env`, given by its path or as the name of a folder in `.airstar`. */
export function servicesNamed(name: string): ServiceAddresses {
  const file = [resolve(checkout, name), join(checkout, '.airstar', name, 'services.env')].find(isFile);
  if (file === undefined) throw new Error(`AIRSTAR_TEST_SERVICES: there is no ${name}. Run: npm run services -- up`);
  const found = parseEnv(readFileSync(file, 'utf8'));
  const missing = Object.values(variables).filter((variable) => found[variable] === undefined);
  if (missing.length > 0) {
    throw new Error(
      `AIRSTAR_TEST_SERVICES: ${file} lacks ${missing.join(', ')}. Tests use both brokers: npm run services -- up, and up --kafka 4.`,
    );
  }
  const address = (key: keyof ServiceAddresses): string => found[variables[key]] ?? '';
  return {
    kafka39: address('kafka39'),
    kafka4: address('kafka4'),
    schemaRegistryUrl: address('schemaRegistryUrl'),
    mongodbUri: address('mongodbUri'),
    postgresUrl: address('postgresUrl'),
  };
}

const isFile = (path: string): boolean => path.endsWith('.env') && existsSync(path);
