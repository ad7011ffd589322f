import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresServerError, startPostgres, type PostgresServer } from '@airstar/postgres-server';
import { loopback } from '../ports.ts';
import { postgresIsReady } from '../probes/postgres.ts';
import type { ServiceDefinition, Site } from './definition.ts';

/** After the postmaster was killed its backends live on for a moment, and as long as they do no other may start. */
async function startPatiently(site: Site): Promise<PostgresServer> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    try {
      return await startPostgres({
        dataDirectory: join(site.data, 'cluster'),
        superuserPassword: site.password,
        port: site.ports.postgres,
      });
    } catch (error) {
      const isHeld = error instanceof PostgresServerError && /shared memory block/.test(error.message);
      if (!isHeld || performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

export const postgres: ServiceDefinition = {
  name: 'postgres',
  needs: [],
  ports: ['postgres'],
  tools: [],
  readyWithinSeconds: 60,
  // "Fast": sessions are ended. SIGTERM would wait for them.
  stopSignal: 'SIGINT',
  async start(site) {
    const { dataDirectory } = await startPatiently(site);
    // As root the cluster may lie elsewhere, and its log with it.
    rmSync(site.log, { force: true });
    symlinkSync(join(dataDirectory, 'server.log'), site.log);
    return Number(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  },
  isReady: ({ ports }) => postgresIsReady(ports.postgres),
  address: ({ ports, password }) =>
    `postgresql://postgres:${encodeURIComponent(password)}@${loopback}:${ports.postgres}/postgres`,
  variables: (site) => ({ DATABASE_URL: postgres.address(site) }),
};
