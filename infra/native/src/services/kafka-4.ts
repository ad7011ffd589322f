import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runBuildProgram } from '../artefacts/build-program.ts';
import { kafka4Jars } from '../artefacts/jars.ts';
import { packageFile } from '../places.ts';
import { loopback } from '../ports.ts';
import { kafkaIsReady } from '../probes/kafka.ts';
import { spawnDetached } from '../processes.ts';
import type { ServiceDefinition, Site } from './definition.ts';
import { classPath, javaCommand, writeProperties } from './java.ts';
import { brokerHeap, brokerId, brokerSettings } from './kafka-broker.ts';

const clusterId = 'QWlyc3RhciBjbHVzdGVyIA';

function settings(site: Site) {
  const [port, controller] = [site.ports['kafka-4'], site.ports['kafka-4-controller']];
  return {
    ...brokerSettings(site, port),
    'process.roles': 'broker,controller',
    'node.id': brokerId,
    'controller.quorum.voters': `${brokerId}@${loopback}:${controller}`,
    listeners: `PLAINTEXT://${loopback}:${port},CONTROLLER://${loopback}:${controller}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // A broker that was killed may come back once its lease is over: 9 s unless told otherwise.
    'broker.heartbeat.interval.ms': 1000,
    'broker.session.timeout.ms': 4000,
  };
}

/** KRaft wants its log directory formatted, once. */
async function format(site: Site, config: string): Promise<void> {
  if (existsSync(join(site.data, 'log', 'meta.properties'))) return;
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', config];
  const { program, args } = javaCommand(site, 'JDK 17', [...classPath(site.artefact), ...tool]);
  await runBuildProgram('Formatting the log of Kafka 4', program, args, { variables: site.variables });
}

export const kafka4: ServiceDefinition = {
  name: 'kafka-4',
  needs: [],
  ports: ['kafka-4', 'kafka-4-controller'],
  tools: ['JDK 17'],
  artefact: kafka4Jars,
  // After SIGKILL it replays its metadata and waits for its own lease: 20 s on two busy cores.
  readyWithinSeconds: 120,
  stopSignal: 'SIGTERM',
  async start(site) {
    const config = writeProperties(site, settings(site));
    await format(site, config);
    const command = javaCommand(site, 'JDK 17', [
      ...brokerHeap,
      `-Dlog4j2.configurationFile=${packageFile('kafka-4', 'log4j2.properties')}`,
      ...classPath(site.artefact),
      'kafka.Kafka',
      config,
    ]);
    return spawnDetached(command, site.variables, site.log);
  },
  isReady: ({ ports }) => kafkaIsReady(ports['kafka-4']),
  address: ({ ports }) => `${loopback}:${ports['kafka-4']}`,
  variables: (site) => ({ KAFKA_4_BROKERS: kafka4.address(site) }),
};
