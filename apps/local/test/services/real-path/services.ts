import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices } from '@airstar/native-services';
import { recordedDataset, startSimulator } from '@airstar/openaq-simulator';
import { openPool, type Pool } from '@airstar/star-schema';
import { inject } from 'vitest';
import type { ServiceAddresses } from '../../../../../infra/native/test/global-setup.ts';
import { lastLineOf } from '../app.ts';

/** A warehouse for one load, and who comes to it. */
export interface Warehouse {
  readonly owner: Pool;
  /** The variable of Spark: a login that may stage and nothing else. */
  readonly stagerUrl: string;
  /** The variable of the loader: a login that may publish. */
  readonly writerUrl: string;
}

/** The services of the path, with a broker, a warehouse and a Spark cluster of its own. */
export async function openRealServices(cleanup: AsyncDisposableStack) {
  const { schemaRegistryUrl, mongodbUri }: ServiceAddresses = inject('services');
  const directory = mkdtempSync(join(tmpdir(), 'airstar-real-'));
  const services = await startServices({ directory, services: ['kafka-4', 'postgres', 'spark'], temporary: true });
  cleanup.defer(() => services.stop());
  const simulator = await startSimulator({ data: recordedDataset() });
  cleanup.defer(() => simulator.close());
  const database = `real_${randomBytes(6).toString('hex')}`;
  const log = { KAFKA_BROKERS: services.get('kafka-4').address, SCHEMA_REGISTRY_URL: schemaRegistryUrl };
  const limits = { OPENAQ_REQUESTS_PER_MINUTE: '1000000', OPENAQ_REQUESTS_PER_HOUR: '1000000' };
  return {
    extractor: { ...log, ...limits, OPENAQ_BASE_URL: `${simulator.url}/v3` },
    ingestor: { ...log, MONGODB_URI: mongodbUri, MONGODB_DATABASE: database },
    spark: {
      MONGODB_URI: `${mongodbUri.replace(/\/$/, '')}/${database}`,
      SPARK_PARTITIONER: 'SinglePartitionPartitioner',
    },
    sparkMaster: services.get('spark').address,
    sparkApplications: () => applicationsOf(directory),
    openWarehouse: (name: string) => openWarehouse(services.get('postgres').address, name, cleanup),
  };
}

async function openWarehouse(serverUrl: string, name: string, cleanup: AsyncDisposableStack): Promise<Warehouse> {
  const server = openPool({ connectionString: serverUrl });
  await server.query(`create database ${name}`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = name;
  await lastLineOf('loader', ['migrate'], { DATABASE_URL: url.href });
  const owner = openPool({ connectionString: url.href });
  cleanup.defer(() => owner.end());
  const login = async (role: string): Promise<string> => {
    const user = `${role}_of_${name}`;
    await owner.query(`create role ${user} login password 'quiet' in role airstar_${role}`);
    return Object.assign(new URL(url), { username: user, password: 'quiet' }).href;
  };
  return { owner, stagerUrl: await login('stager'), writerUrl: await login('writer') };
}

/** Name and cores of the applications that the standalone cluster has run. */
async function applicationsOf(directory: string): Promise<{ readonly name: string; readonly cores: number }[]> {
  const ports = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8')) as Record<string, number>;
  const page = await fetch(`http://127.0.0.1:${ports['spark-page']}/json/`);
  return ((await page.json()) as { completedapps: { name: string; cores: number }[] }).completedapps;
}
