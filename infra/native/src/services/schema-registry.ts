import { join } from 'node:path';
import { schemaRegistryApp } from '../artefacts/jars.ts';
import { loopback } from '../ports.ts';
import { fetchedText } from '../probes/http.ts';
import { spawnDetached } from '../processes.ts';
import type { ServiceDefinition } from './definition.ts';
import { javaCommand, quickStart } from './java.ts';

/** Apicurio, which speaks Confluent's API. In its default storage it forgets every schema when it dies; in a file it does not. */
export const schemaRegistry: ServiceDefinition = {
  name: 'schema-registry',
  needs: [],
  ports: ['schema-registry', 'schema-registry-management'],
  tools: ['JDK 21'],
  artefact: schemaRegistryApp,
  readyWithinSeconds: 120,
  stopSignal: 'SIGTERM',
  start: (site) =>
    spawnDetached(
      {
        ...javaCommand(site, 'JDK 21', [...quickStart, '-Xms64m', '-Xmx384m', '-jar', 'quarkus-run.jar']),
        workingDirectory: site.artefact,
        variables: {
          QUARKUS_HTTP_HOST: loopback,
          QUARKUS_HTTP_PORT: String(site.ports['schema-registry']),
          QUARKUS_MANAGEMENT_HOST: loopback,
          QUARKUS_MANAGEMENT_PORT: String(site.ports['schema-registry-management']),
          // Written at once: else what was registered in the last half second dies with the process.
          APICURIO_DATASOURCE_URL: `jdbc:h2:file:${join(site.data, 'schemas')};WRITE_DELAY=0`,
        },
      },
      site.variables,
      site.log,
    ),
  isReady: async (site) => (await fetchedText(`${schemaRegistry.address(site)}/subjects`)) !== undefined,
  address: ({ ports }) => `http://${loopback}:${ports['schema-registry']}/apis/ccompat/v7`,
  variables: (site) => ({ SCHEMA_REGISTRY_URL: schemaRegistry.address(site) }),
};
