import type { TestProject } from 'vitest/node';

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

export default function setUp(project: TestProject): void {
  project.provide('services', {
    kafka39: '127.0.0.1:42092',
    kafka4: '127.0.0.1:43092',
    schemaRegistryUrl: 'http://127.0.0.1:42081/apis/ccompat/v7',
    mongodbUri: 'mongodb://127.0.0.1:42017',
    postgresUrl: '',
  });
}
