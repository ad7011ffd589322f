import { join } from 'node:path';
import { findSparkHome } from '../artefacts/spark-home.ts';
import { loopback, type PortName } from '../ports.ts';
import { fetchedText } from '../probes/http.ts';
import { spawnDetached } from '../processes.ts';
import { toolPath } from '../tools.ts';
import type { ServiceDefinition, Site } from './definition.ts';

const deploy = 'org.apache.spark.deploy';

async function startDaemon(site: Site, args: readonly string[]): Promise<number> {
  const home = findSparkHome() ?? '';
  const variables = {
    SPARK_HOME: home,
    JAVA_HOME: toolPath(site.tools, 'JDK 17'),
    SPARK_LOCAL_IP: loopback,
    SPARK_DAEMON_MEMORY: '256m',
    SPARK_WORKER_DIR: join(site.data, 'work'),
  };
  const command = { program: join(home, 'bin', 'spark-class'), args, workingDirectory: site.data, variables };
  return spawnDetached(command, site.variables, site.log);
}

/** What the master's page tells machines. */
async function masterState({
  ports,
}: Site): Promise<{ status: string; workers: readonly { port: number; state: string }[] }> {
  const text = await fetchedText(`http://${loopback}:${ports['spark-page']}/json/`);
  return JSON.parse(text ?? '{"workers":[]}') as Awaited<ReturnType<typeof masterState>>;
}

const address = ({ ports }: Site): string => `spark://${loopback}:${ports.spark}`;

export const sparkMaster: ServiceDefinition = {
  name: 'spark',
  needs: [],
  ports: ['spark', 'spark-page'],
  tools: ['JDK 17'],
  readyWithinSeconds: 60,
  stopSignal: 'SIGTERM',
  start: (site) =>
    startDaemon(site, [
      `${deploy}.master.Master`,
      ...['--host', loopback, '--port', String(site.ports.spark), '--webui-port', String(site.ports['spark-page'])],
    ]),
  isReady: async (site) => (await masterState(site)).status === 'ALIVE',
  address,
  variables: (site) => ({ SPARK_MASTER_URL: address(site) }),
};

/** A worker is ready when the master counts it as alive. */
const worker = (name: PortName & `spark-worker-${string}`): ServiceDefinition => ({
  name,
  needs: ['spark'],
  ports: [name],
  tools: ['JDK 17'],
  readyWithinSeconds: 60,
  stopSignal: 'SIGTERM',
  start: (site) =>
    startDaemon(site, [
      `${deploy}.worker.Worker`,
      ...[
        '--host',
        loopback,
        '--port',
        String(site.ports[name]),
        '--webui-port',
        '0',
        '--cores',
        '1',
        '--memory',
        '1g',
      ],
      address(site),
    ]),
  isReady: async (site) =>
    (await masterState(site)).workers.some(({ port, state }) => port === site.ports[name] && state === 'ALIVE'),
  address: ({ ports }) => `${loopback}:${ports[name]}`,
  variables: () => ({}),
});

export const sparkWorkers = [worker('spark-worker-1'), worker('spark-worker-2')];
