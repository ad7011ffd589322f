import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readTestServices } from '../src/env.ts';
import { startServices } from '../src/index.ts';
import { servicesNamed } from './services-named.ts';

/** Addresses of the real services that the tests of the project `services` use. */
export interface ServiceAddresses {
  readonly kafka39: string;
  readonly kafka4: string;
  readonly schemaRegistryUrl: string;
  readonly mongodbUri: string;
  readonly postgresUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    services: ServiceAddresses;
  }
}

/** Starts all services for this run, or takes those that AIRSTAR_TEST_SERVICES names. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = readTestServices();
  if (named !== undefined) {
    project.provide('services', servicesNamed(named));
    return undefined;
  }
  const services = await startServices({
    directory: mkdtempSync(join(tmpdir(), 'airstar-services-')),
    services: ['kafka-3.9', 'kafka-4', 'schema-registry', 'mongodb', 'postgres'],
    temporary: true,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  project.provide('services', {
    kafka39: services.get('kafka-3.9').address,
    kafka4: services.get('kafka-4').address,
    schemaRegistryUrl: services.get('schema-registry').address,
    mongodbUri: services.get('mongodb').address,
    postgresUrl: services.get('postgres').address,
  });
  return () => services.stop();
}
