import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their source, so that tests need no build.
const conditions = ['@airstar/source', 'node', 'default'];

const all = ['{apps,packages}/*/test/**/*.test.ts'];
const endToEnd = ['apps/local/test/end-to-end/**/*.test.ts'];
const database = [
  'apps/loader/test/**/*.test.ts',
  'apps/local/test/report/load.test.ts',
  'packages/{postgres-server,star-schema}/test/**/*.test.ts',
];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // A failing property test must say which seed failed, and a hanging one must end.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        // Files share a worker's modules, which halves the time; none of these keeps state in a module.
        test: { name: 'unit', include: all, exclude: [...database, ...endToEnd], isolate: false },
      },
      {
        extends: true,
        // Each file starts a PostgreSQL of its own.
        test: { name: 'database', include: database },
      },
      {
        extends: true,
        // Each test starts the whole pipeline as processes of their own.
        test: { name: 'end-to-end', include: endToEnd, testTimeout: 120_000 },
      },
    ],
  },
});
