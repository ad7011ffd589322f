import { describe, expect, it } from 'vitest';
import {
  base,
  composeFile,
  dockerfileOf,
  isJob,
  mebibytes,
  overrides,
  servicesOf,
  type Service,
} from './compose-file.ts';
import { exists, read } from './repository.ts';

const services = servicesOf(base);
const lasting = services.filter(([, service]) => !isJob(service));
const jobs = services.filter(([, service]) => isJob(service));
const everywhere = [base, ...overrides].flatMap(servicesOf);

/** Names of the services that break a rule. */
const breaking = (some: typeof services, keeps: (service: Service, name: string) => boolean): string[] =>
  some.filter(([name, service]) => !keeps(service, name)).map(([name]) => name);

function find(name: string): Service {
  const service = composeFile(base).services[name];
  if (!service) throw new Error(`${base} has no service ${name}`);
  return service;
}

describe('every service', () => {
  it('has an image with an exact version', () => {
    const exact = /^[\w./-]+:(v?\d+\.\d+[\w.-]*|\$\{AIRSTAR_IMAGE_TAG:-dev\})$/;
    expect(breaking(services, ({ image }) => exact.test(image ?? ''))).toEqual([]);
    expect(breaking(everywhere, ({ image }) => image === undefined || exact.test(image))).toEqual([]);
  });

  it('publishes its ports on loopback only', () => {
    const loopback = /^127\.0\.0\.1:(\d+|\$\{\w+:-\d+\}):\d+$/;
    expect(breaking(everywhere, ({ ports = [] }) => ports.every((port) => loopback.test(port)))).toEqual([]);
    expect(everywhere.flatMap(([, { ports = [] }]) => ports).length).toBeGreaterThan(5);
  });

  it('has a log that cannot fill the disk, and gains no privileges', () => {
    const logging = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } };
    const security = ['no-new-privileges:true'];
    for (const [, service] of services) expect(service).toMatchObject({ logging, security_opt: security });
  });

  it('waits for what a service it depends on promises: health, or the end of a job', () => {
    for (const [, { depends_on: needed = {} }] of services) {
      for (const [name, { condition }] of Object.entries(needed)) {
        expect([name, condition]).toEqual([
          name,
          isJob(find(name)) ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
    }
  });

  it('says in a comment what it is for', () => {
    const said = (name: string) => new RegExp(`^  # .+\\n  ${name}:`, 'm').test(read(base));
    expect(breaking(services, (_service, name) => said(name))).toEqual([]);
  });
});

describe('what lasts', () => {
  it('is checked for health, by Compose or by its image', () => {
    const imageChecks = (service: Service) => {
      const dockerfile = dockerfileOf(service);
      return dockerfile !== undefined && /^HEALTHCHECK .* CMD/m.test(read(dockerfile));
    };
    const ownCheck = ({ healthcheck }: Service) => /^CMD/.test(healthcheck?.test[0] ?? '');
    expect(breaking(lasting, (service) => ownCheck(service) || imageChecks(service))).toEqual([]);
  });

  it('comes back by itself', () => {
    expect(breaking(lasting, ({ restart }) => restart === 'unless-stopped')).toEqual([]);
  });

  it('starts tasks only when topics, star schema and the images are there', () => {
    const needed = Object.keys(find('airflow-scheduler').depends_on ?? {});
    expect(needed).toEqual(expect.arrayContaining(['log-migrate', 'star-migrate', 'extractor', 'docker-socket-proxy']));
  });
});

describe('memory', () => {
  const sum = (some: typeof services): number =>
    some.reduce((total, [, { mem_limit: limit }]) => total + mebibytes(limit), 0);

  it('is limited for every service', () => {
    expect(breaking(services, ({ mem_limit: limit }) => mebibytes(limit) >= 48)).toEqual([]);
  });

  it('of the idle stack stays within 6 GiB', () => {
    expect(sum(lasting)).toBeLessThanOrEqual(6 * 1024);
  });

  it('with the largest task of Airflow, or with all jobs of the start, stays within 8 GiB', () => {
    const tasks = [...read('airflow/plugins/airstar_airflow/settings.py').matchAll(/memory="(\w+)"/g)];
    const largest = Math.max(...tasks.map(([, limit]) => mebibytes(limit)));
    expect(sum(lasting) + Math.max(largest, sum(jobs))).toBeLessThanOrEqual(8 * 1024);
  });

  it('leaves a quarter of its limit to a Java process beside its heap', () => {
    const heap = ({ environment = {} }: Service): string | undefined =>
      Object.entries(environment).flatMap(([name, value]) =>
        name.endsWith('HEAP_OPTS') ? (/-Xmx(\d+m)/.exec(String(value))?.[1] ?? []) : [],
      )[0];
    const withHeap = everywhere.filter(([, service]) => heap(service) !== undefined);
    expect(withHeap.length).toBeGreaterThan(3);
    expect(breaking(withHeap, (service) => mebibytes(heap(service)) <= 0.75 * mebibytes(service.mem_limit))).toEqual(
      [],
    );
  });
});

describe('paths and volumes', () => {
  const mounts = services.flatMap(([name, { volumes = [] }]) => volumes.map((volume) => [name, volume] as const));
  const inRepository = (path: string): string => new URL(path, 'file:///infra/').pathname.slice(1);

  it('mounts files of the repository that exist, read-only', () => {
    const files = mounts.filter(([, volume]) => volume.startsWith('.')).map(([, volume]) => volume.split(':'));
    expect(files.filter(([source = '']) => !exists(inRepository(source)))).toEqual([]);
    expect(files.filter(([, , mode]) => mode !== 'ro')).toEqual([]);
  });

  it('gives the jobs of PostgreSQL files that are mounted for them', () => {
    const named = services.flatMap(
      ([, { entrypoint = [] }]) => /\/roles\/(.+)/.exec(entrypoint.at(-1) ?? '')?.[1] ?? [],
    );
    expect(named).toEqual(['apply.sh', 'airflow-reader.sql']);
    expect(named.filter((name) => !exists(`infra/postgres/${name}`))).toEqual([]);
  });

  it('builds every image of ours where it is used: nobody can pull it', () => {
    const ours = services.filter(([, { image }]) => image?.startsWith('airstar/'));
    expect(breaking(ours, (service) => dockerfileOf(service) !== undefined)).toEqual([]);
    expect(
      breaking(
        services,
        (service) => dockerfileOf(service) === undefined || ours.some(([, one]) => one.image === service.image),
      ),
    ).toEqual([]);
  });

  it('declares every named volume, and uses it', () => {
    const used = mounts.map(([, volume]) => volume.split(':')[0] ?? '').filter((source) => /^\w/.test(source));
    expect([...new Set(used)].sort()).toEqual(Object.keys(composeFile(base).volumes ?? {}).sort());
  });

  it('builds from Dockerfiles that exist', () => {
    const dockerfiles = services.flatMap(([, service]) => dockerfileOf(service) ?? []);
    expect(dockerfiles.length).toBeGreaterThan(7);
    expect(dockerfiles.filter((path) => !exists(path))).toEqual([]);
  });

  it('gives the Docker socket to the proxy alone, in a network that only the scheduler shares', () => {
    const withSocket = mounts.filter(([, volume]) => volume.includes('docker.sock')).map(([name]) => name);
    expect(withSocket).toEqual(['docker-socket-proxy']);
    const inNetwork = services.filter(([, { networks }]) => networks?.includes('docker')).map(([name]) => name);
    expect(inNetwork).toEqual(['airflow-scheduler', 'docker-socket-proxy']);
  });

  it('gives Airflow the names by which Docker knows network and ledger', () => {
    const { networks, volumes } = composeFile(base);
    const { AIRSTAR_NETWORK: network, AIRSTAR_LEDGER_VOLUME: ledger } = find('airflow-scheduler').environment ?? {};
    expect({ network, ledger }).toEqual({ network: networks?.['airstar']?.name, ledger: volumes?.['ledger']?.name });
    expect(network).toBeDefined();
  });
});

describe('our own images', () => {
  it('write nowhere and may do nothing', () => {
    const own = services.filter(([, service]) => /^(apps|packages)\//.test(dockerfileOf(service) ?? ''));
    expect(own.length).toBeGreaterThan(3);
    expect(
      breaking(own, ({ read_only: readOnly, cap_drop: drop }) => readOnly === true && drop?.[0] === 'ALL'),
    ).toEqual([]);
  });
});
