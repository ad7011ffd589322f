import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their source, so that tests need no build.
const conditions = ['@airstar/source', 'node', 'default'];

const all = ['{apps,packages,infra}/*/test/**/*.test.ts', 'grafana/test/**/*.test.ts'];
const endToEnd = ['apps/local/test/end-to-end/**/*.test.ts'];
const services = ['{apps,packages,infra}/*/test/services/**/*.test.ts'];
const database = [
  'apps/loader/test/**/*.test.ts',
  'apps/local/test/report/load.test.ts',
  'grafana/test/on-postgres/**/*.test.ts',
  'infra/stack/test/roles.test.ts',
  'packages/{postgres-server,star-schema}/test/**/*.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  // Where vitest runs the global set-up.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    // A failing property test must say which seed failed, and a hanging one must end.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        // Files share a worker's modules, which halves the time; none of these keeps state in a module.
        test: { name: 'unit', include: all, exclude: [...database, ...endToEnd, ...services], isolate: false },
      },
      {
        extends: true,
        // Each file starts a PostgreSQL of its own.
        test: { name: 'database', include: database, exclude: services },
      },
      {
        extends: true,
        // Each test starts the whole pipeline as processes of their own.
        test: { name: 'end-to-end', include: endToEnd, testTimeout: 120_000 },
      },
      {
        extends: true,
        // Both brokers, the registry and the stores are started once for all of them.
        test: {
          name: 'services',
          include: services,
          globalSetup: 'infra/native/test/global-setup.ts',
          testTimeout: 120_000,
          // Each file brings processes of its own beside the services: more at once only makes all of them wait.
          maxWorkers: 2,
        },
      },
    ],
  },
});
