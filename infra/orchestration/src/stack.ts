import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServices, type NativeServices } from '@airstar/native-services';
import {
  generatedDataset,
  recordedDataset,
  startSimulator,
  unionDataset,
  type GeneratedDataset,
  type RecordedDataset,
  type Simulator,
} from '@airstar/openaq-simulator';
import { openPool, type Pool } from '@airstar/star-schema';
import { runApp } from './docker/containers.ts';
import { checkout } from './places.ts';

type Variables = Readonly<Record<string, string>>;

/** All that the DAGs work with, apart from Docker and Airflow. */
export interface Stack {
  readonly recorded: RecordedDataset;
  /** 200 sensors over four days. */
  readonly generated: GeneratedDataset;
  readonly simulator: Simulator;
  /** The star schema, as its owner. */
  readonly pool: Pool;
  /** An empty database for Airflow. */
  readonly airflowDatabaseUrl: string;
  /** What Airflow's tasks hand to their containers. */
  readonly variables: Variables;
  readonly stop: () => Promise<void>;
}

export interface StackOptions {
  readonly directory: string;
  readonly tag: string;
  /** What Docker is called with. */
  readonly machineVariables: Variables;
  readonly onProgress: (line: string) => void;
}

const day = 86_400_000;
const generatedFrom = Date.UTC(2025, 9, 1);

/** Starts the services and the simulator, and brings topics, subjects, stores and schema to this version. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const services = await startServices({
    directory: join(options.directory, 'services'),
    services: ['kafka-3.9', 'schema-registry', 'mongodb', 'postgres', 'spark'],
    onProgress: options.onProgress,
  });
  const recorded = recordedDataset();
  const generated = generatedDataset({ seed: 7, sensors: 200, from: generatedFrom, to: generatedFrom + 4 * day });
  const simulator = await startSimulator({ data: unionDataset(recorded, generated) });
  const owner = await makeDatabases(services.get('postgres').address);
  const pool = openPool({ connectionString: owner.star });
  const stop = async (): Promise<void> => {
    await Promise.all([simulator.close(), pool.end()]);
    await services.stop();
  };
  try {
    const log = logVariables(services);
    await migrate(options, { ...log, DATABASE_URL: owner.star });
    const logins = await makeLogins(pool, owner.star);
    const variables = {
      ...log,
      AIRSTAR_LOADER_DATABASE_URL: logins.loader,
      AIRSTAR_SPARK_DATABASE_URL: logins.spark,
      SPARK_MASTER_URL: services.get('spark').address,
      // The server of the native services has no commands for the default one.
      SPARK_PARTITIONER: 'SinglePartitionPartitioner',
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_SUBMIT_OPTIONS: `--driver-memory 768m --executor-memory 768m --conf spark.sql.shuffle.partitions=8 --jars ${jarsInImage()}`,
      AIRSTAR_SIMULATOR_URL: simulator.url,
    };
    return { recorded, generated, simulator, pool, airflowDatabaseUrl: owner.airflow, variables, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The workers of this machine have Spark's own jars only: the driver ships those that the image has beside them. */
function jarsInImage(): string {
  const lines = readFileSync(join(checkout, 'spark', 'jars.sha256'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => `/opt/spark/jars/${line.split(/\s+/)[1] ?? ''}`).join(',');
}

const logVariables = (services: NativeServices): Variables => ({
  KAFKA_BROKERS: services.get('kafka-3.9').address,
  SCHEMA_REGISTRY_URL: services.get('schema-registry').address,
  MONGODB_URI: services.get('mongodb').address,
});

/** As the one-shot jobs of Compose do. */
async function migrate({ tag, machineVariables }: StackOptions, variables: Variables): Promise<void> {
  const docker = { tag, variables: machineVariables };
  const { DATABASE_URL = '', ...log } = variables;
  await runApp(docker, 'ingestor', ['migrate'], log);
  await runApp(docker, 'loader', ['migrate'], { DATABASE_URL });
}

async function makeDatabases(address: string): Promise<{ readonly star: string; readonly airflow: string }> {
  const pool = openPool({ connectionString: address });
  for (const name of ['airstar', 'airflow']) await pool.query(`create database ${name}`);
  await pool.end();
  const named = (name: string): string => Object.assign(new URL(address), { pathname: `/${name}` }).href;
  return { star: named('airstar'), airflow: named('airflow') };
}

/** Logins with no more rights than their stage needs, as in Compose. */
async function makeLogins(pool: Pool, star: string): Promise<{ readonly loader: string; readonly spark: string }> {
  const login = async (name: string, role: string): Promise<string> => {
    const password = randomBytes(12).toString('hex');
    await pool.query(`create role ${name} login password '${password}' in role ${role}`);
    return Object.assign(new URL(star), { username: name, password }).href;
  };
  return { loader: await login('test_loader', 'airstar_writer'), spark: await login('test_spark', 'airstar_stager') };
}
