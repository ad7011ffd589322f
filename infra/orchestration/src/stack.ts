import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServices, type NativeServices } from '@airstar/native-services';
import { openPool, type Pool } from '@airstar/star-schema';
import { makeDatabases, planLogins, type Logins } from './databases.ts';
import { runApp } from './docker/containers.ts';
import { checkout } from './places.ts';
import { startSimulators, type Simulators } from './simulators.ts';

type Variables = Readonly<Record<string, string>>;

/** All that the DAGs work with, apart from Docker and Airflow. */
export interface Stack {
  readonly simulators: Simulators;
  /** The star schema, as its owner. */
  readonly pool: Pool;
  /** An empty database for Airflow. */
  readonly airflowDatabaseUrl: string;
  /** What Airflow's tasks hand to their containers. */
  readonly variables: Variables;
  /** Brings topics, subjects, stores and schema to this version, as the one-shot jobs of Compose do. */
  readonly migrate: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StackOptions {
  readonly directory: string;
  readonly tag: string;
  /** What Docker is called with. */
  readonly machineVariables: Variables;
  readonly onProgress: (line: string) => void;
}

/** Starts the services and the simulators. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const services = await startServices({
    directory: join(options.directory, 'services'),
    services: ['kafka-3.9', 'schema-registry', 'mongodb', 'postgres', 'spark'],
    onProgress: options.onProgress,
  });
  const simulators = await startSimulators(options.directory);
  const { star, airflow } = await makeDatabases(services.get('postgres').address);
  const pool = openPool({ connectionString: star });
  const logins = planLogins(star);
  const migrate = async (): Promise<void> => {
    const docker = { tag: options.tag, variables: options.machineVariables };
    await runApp(docker, 'ingestor', ['migrate'], logVariables(services));
    await runApp(docker, 'loader', ['migrate'], { DATABASE_URL: star });
    await logins.make(pool);
  };
  const stop = async (): Promise<void> => {
    await Promise.all([simulators.close(), pool.end()]);
    await services.stop();
  };
  const variables = { ...logVariables(services), ...stageVariables(services, simulators, logins) };
  return { simulators, pool, airflowDatabaseUrl: airflow, variables, migrate, stop };
}

const logVariables = (services: NativeServices): Variables => ({
  KAFKA_BROKERS: services.get('kafka-3.9').address,
  SCHEMA_REGISTRY_URL: services.get('schema-registry').address,
  MONGODB_URI: services.get('mongodb').address,
});

const stageVariables = (services: NativeServices, { open, guarded }: Simulators, logins: Logins): Variables => ({
  AIRSTAR_SIMULATOR_URL: open.url,
  OPENAQ_BASE_URL: `${guarded.simulator.url}/v3`,
  OPENAQ_API_KEY_FILE: guarded.keyFile,
  AIRSTAR_LOADER_DATABASE_URL: logins.loader,
  AIRSTAR_SPARK_DATABASE_URL: logins.spark,
  SPARK_MASTER_URL: services.get('spark').address,
  // The server of the native services has no commands for the default one.
  SPARK_PARTITIONER: 'SinglePartitionPartitioner',
  SPARK_LOCAL_IP: '127.0.0.1',
  SPARK_SUBMIT_OPTIONS: sparkOptions().join(' '),
});

function sparkOptions(): readonly string[] {
  // Nothing here runs long enough for Java's second compiler to pay: it takes half of the CPU time of a transform.
  const java = ['driver', 'executor'].map((side) => `--conf spark.${side}.extraJavaOptions=-XX:TieredStopAtLevel=1`);
  const memory = ['--driver-memory 768m', '--executor-memory 768m'];
  return [...memory, ...java, '--conf spark.sql.shuffle.partitions=8', `--jars ${jarsInImage()}`];
}

/** The workers of this machine have Spark's own jars only: the driver ships those that the image has beside them. */
function jarsInImage(): string {
  const lines = readFileSync(join(checkout, 'spark', 'jars.sha256'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => `/opt/spark/jars/${line.split(/\s+/)[1] ?? ''}`).join(',');
}
