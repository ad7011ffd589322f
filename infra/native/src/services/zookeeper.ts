import { join } from 'node:path';
import { kafka39Jars } from '../artefacts/jars.ts';
import { packageFile } from '../places.ts';
import { loopback } from '../ports.ts';
import { zooKeeperIsReady } from '../probes/zookeeper.ts';
import { spawnDetached } from '../processes.ts';
import type { ServiceDefinition, Site } from './definition.ts';
import { classPath, javaCommand, quickStart, writeProperties } from './java.ts';

const settings = ({ data, ports }: Site) => ({
  tickTime: 2000,
  dataDir: join(data, 'snapshots'),
  clientPort: ports.zookeeper,
  clientPortAddress: loopback,
  'admin.enableServer': false,
  maxClientCnxns: 0,
  '4lw.commands.whitelist': 'srvr,dump',
});

export const zooKeeper: ServiceDefinition = {
  name: 'zookeeper',
  needs: [],
  ports: ['zookeeper'],
  tools: ['JDK 17'],
  artefact: kafka39Jars,
  readyWithinSeconds: 60,
  stopSignal: 'SIGTERM',
  start: (site) =>
    spawnDetached(
      javaCommand(site, 'JDK 17', [
        ...quickStart,
        '-Xms64m',
        '-Xmx256m',
        `-Dlog4j.configuration=file:${packageFile('kafka-3.9', 'log4j.properties')}`,
        ...classPath(site.artefact),
        'org.apache.zookeeper.server.quorum.QuorumPeerMain',
        writeProperties(site, settings(site)),
      ]),
      site.variables,
      site.log,
    ),
  isReady: ({ ports }) => zooKeeperIsReady(ports.zookeeper),
  address: ({ ports }) => `${loopback}:${ports.zookeeper}`,
  variables: () => ({}),
};
