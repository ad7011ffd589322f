import { mongodbServer } from '../artefacts/mongodb-server.ts';
import { loopback } from '../ports.ts';
import { mongodbIsReady } from '../probes/mongodb.ts';
import { spawnDetached } from '../processes.ts';
import type { ServiceDefinition } from './definition.ts';

export const mongodb: ServiceDefinition = {
  name: 'mongodb',
  needs: [],
  ports: ['mongodb'],
  tools: [],
  artefact: mongodbServer,
  readyWithinSeconds: 30,
  stopSignal: 'SIGTERM',
  start: ({ artefact, ports, data, variables, log }) =>
    spawnDetached(
      { program: artefact, args: ['-listen', `${loopback}:${ports.mongodb}`, '-data', data], workingDirectory: data },
      variables,
      log,
    ),
  isReady: ({ ports }) => mongodbIsReady(ports.mongodb),
  address: ({ ports }) => `mongodb://${loopback}:${ports.mongodb}`,
  variables: (site) => ({ MONGODB_URI: mongodb.address(site) }),
};
