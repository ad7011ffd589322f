import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { writeAtomically } from './files.ts';
import { NativeServicesError } from './errors.ts';

export const loopback = '127.0.0.1';

/** Names of the ports of all services; a service's own name is the port that its clients use. */
export const portNames = [
  'zookeeper',
  'kafka-3.9',
  'kafka-4',
  'kafka-4-controller',
  'schema-registry',
  'schema-registry-management',
  'mongodb',
  'postgres',
  'spark',
  'spark-page',
  'spark-worker-1',
  'spark-worker-2',
] as const;

export type PortName = (typeof portNames)[number];
export type Ports = Readonly<Record<PortName, number>>;

// Below the range from which systems take ports of outgoing connections: a client that reconnects to a dead service
// there can be given the very port that it connects to, and then occupies it.
const [lowest, highest] = [20_000, 30_000];

/** The ports of a directory: chosen free at its first use, the same ever after. */
export async function rememberedPorts(file: string): Promise<Ports> {
  const known = readPorts(file);
  if (portNames.every((name) => known[name] !== undefined)) return known as Ports;
  const reserved = new Set(Object.values(known));
  const ports = { ...(await choosePorts(async (port) => !reserved.has(port) && (await isFree(port)))), ...known };
  writeAtomically(file, `${JSON.stringify(ports, undefined, 2)}\n`);
  return ports;
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new NativeServicesError('usage', `${file} cannot be read: remove it, and other ports are chosen.`, {
      cause: error,
    });
  }
}

/** A different free port for each name. */
export async function choosePorts(
  free: (port: number) => Promise<boolean>,
  random: () => number = () => randomInt(lowest, highest),
): Promise<Ports> {
  const chosen = new Set<number>();
  while (chosen.size < portNames.length) {
    const port = random();
    if (await free(port)) chosen.add(port);
  }
  const ports = [...chosen];
  return Object.fromEntries(portNames.map((name, index) => [name, ports[index]])) as Ports;
}

/** Whether nobody listens on the port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, loopback, () => probe.close(() => resolve(true)));
  });
}

/** @throws {NativeServicesError} `port`, naming every port that somebody else has taken meanwhile. */
export async function requireFree(ports: Ports, names: readonly PortName[], file: string): Promise<void> {
  const taken: string[] = [];
  for (const name of names) if (!(await isFree(ports[name]))) taken.push(`${ports[name]} (${name})`);
  if (taken.length === 0) return;
  throw new NativeServicesError(
    'port',
    `Taken by another process on ${loopback}: port ${taken.join(', ')}. Stop that process, or remove ${file} to have other ports chosen.`,
  );
}
