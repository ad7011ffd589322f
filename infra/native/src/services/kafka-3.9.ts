import { setTimeout as sleep } from 'node:timers/promises';
import { kafka39Jars } from '../artefacts/jars.ts';
import { packageFile } from '../places.ts';
import { loopback } from '../ports.ts';
import { kafkaIsReady } from '../probes/kafka.ts';
import { brokerIsRegistered } from '../probes/zookeeper.ts';
import { spawnDetached } from '../processes.ts';
import type { ServiceDefinition, Site } from './definition.ts';
import { classPath, javaCommand, writeProperties } from './java.ts';
import { brokerHeap, brokerId, brokerSettings } from './kafka-broker.ts';

const sessionTimeoutMs = 6000;

const settings = (site: Site) => ({
  ...brokerSettings(site, site.ports['kafka-3.9']),
  'broker.id': brokerId,
  listeners: `PLAINTEXT://${loopback}:${site.ports['kafka-3.9']}`,
  'zookeeper.connect': `${loopback}:${site.ports.zookeeper}`,
  'zookeeper.session.timeout.ms': sessionTimeoutMs,
});

/** A broker that finds the registration of its killed predecessor gives up, so we wait until the session has expired. */
export async function predecessorForgotten(zooKeeperPort: number): Promise<void> {
  const deadline = performance.now() + 4 * sessionTimeoutMs;
  // A ZooKeeper that does not answer is the broker's to complain about, in its log.
  const isRemembered = () => brokerIsRegistered(zooKeeperPort, brokerId).catch(() => false);
  while (performance.now() < deadline && (await isRemembered())) await sleep(100);
}

export const kafka39: ServiceDefinition = {
  name: 'kafka-3.9',
  needs: ['zookeeper'],
  ports: ['kafka-3.9'],
  tools: ['JDK 17'],
  artefact: kafka39Jars,
  readyWithinSeconds: 90,
  stopSignal: 'SIGTERM',
  async start(site) {
    await predecessorForgotten(site.ports.zookeeper);
    const command = javaCommand(site, 'JDK 17', [
      ...brokerHeap,
      `-Dlog4j.configuration=file:${packageFile('kafka-3.9', 'log4j.properties')}`,
      ...classPath(site.artefact),
      'kafka.Kafka',
      writeProperties(site, settings(site)),
    ]);
    return spawnDetached(command, site.variables, site.log);
  },
  isReady: ({ ports }) => kafkaIsReady(ports['kafka-3.9']),
  address: ({ ports }) => `${loopback}:${ports['kafka-3.9']}`,
  variables: (site) => ({ KAFKA_39_BROKERS: kafka39.address(site) }),
};
