import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their source, so that tests need no build.
const conditions = ['@airstar/source', 'node', 'default'];
const endToEnd = 'apps/local/test/end-to-end/**/*.test.ts';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // A failing property test must say which seed failed, and a hanging one must end.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{apps,packages}/*/test/**/*.test.ts'], exclude: [endToEnd] },
      },
      {
        extends: true,
        // Each of these starts the whole pipeline as processes of their own.
        test: { name: 'end-to-end', include: [endToEnd], testTimeout: 120_000 },
      },
    ],
  },
});
