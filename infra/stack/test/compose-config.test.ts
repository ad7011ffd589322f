import { spawnSync } from 'node:child_process';
import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { base, composeFile, overrides } from './compose-file.ts';
import { pathOf } from './repository.ts';

interface Resolved {
  readonly services: Readonly<Record<string, { readonly scale?: number; readonly volumes?: { source: string }[] }>>;
}

const compose = (...args: string[]) =>
  spawnSync('docker', ['compose', ...args], {
    cwd: pathOf('.'),
    encoding: 'utf8',
    // Nothing of whoever runs the tests, and no .env of theirs.
    env: { PATH: env['PATH'], HOME: env['HOME'], COMPOSE_DISABLE_ENV_FILE: 'true' },
  });

// `docker` without its plugin takes `compose version` for options of its own.
const version = compose('version', '--short');
const present = version.status === 0 && /^v?\d+\.\d+/.test(version.stdout);
if (!present) console.warn('Docker Compose is not installed: whether it takes our files is not tested here.');

it.runIf(env['AIRSTAR_EXPECTS_TOOLS'] !== undefined)('Docker Compose is here, as it is expected to be', () => {
  expect(present).toBe(true);
});

describe.runIf(present)('Docker Compose', () => {
  const resolve = (...files: string[]): Resolved => {
    const { stdout, stderr, status } = compose(...files.flatMap((file) => ['-f', file]), 'config', '--format', 'json');
    // A warning is a variable without a default, or an attribute that it does not know.
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(stdout) as Resolved;
  };

  it('takes the stack, from the root', () => {
    expect(Object.keys(resolve('compose.yaml').services).sort()).toEqual(
      Object.keys(composeFile(base).services).sort(),
    );
  });

  it.each(overrides)('takes %s over it', (file) => {
    expect(Object.keys(resolve('compose.yaml', file).services).length).toBeGreaterThan(15);
  });

  it('takes all overrides together', () => {
    resolve('compose.yaml', ...overrides);
  });

  it('leaves ZooKeeper out where Kafka needs none, and gives that Kafka a volume of its own', () => {
    const { services } = resolve('compose.yaml', 'infra/compose.kraft.yaml');
    expect(services).not.toHaveProperty('zookeeper');
    expect(services['kafka']?.volumes?.map(({ source }) => source)).toEqual(['kafka-kraft-data']);
  });

  it('scales out what works in parallel', () => {
    const { services } = resolve('compose.yaml', 'infra/compose.scale.yaml');
    expect(services['ingestor']?.scale).toBe(3);
    expect(services['spark-worker']?.scale).toBe(3);
  });

  it('mounts the source of this checkout for development', () => {
    const { services } = resolve('compose.yaml', 'infra/compose.dev.yaml');
    expect(services['ingestor']?.volumes?.map(({ source }) => `${source}/`)).toEqual([pathOf('.')]);
  });
});
