import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their source, so that tests need no build.
const conditions = ['@airstar/source', 'module', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{apps,packages}/*/test/**/*.test.ts'],
    // A failing property test must say which seed failed, and a hanging one must end.
    testTimeout: 20_000,
  },
});
