import { existsSync } from 'node:fs';
import { defineConfig } from 'tsup';

// Every package is built by this one file, from its own folder: `tsup --config ../../tsup.config.ts`.
// Declarations (`--dts-only`) are for those who install a package. They take most of the time, and nothing inside the
// workspace reads them: there a package resolves to its source.
export default defineConfig(({ dts }) => ({
  entry: ['src/index.ts', 'src/file-ledger.ts', 'src/duckdb.ts', ...(dts ? [] : ['src/main.ts'])].filter((file) =>
    existsSync(file),
  ),
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: !dts,
}));
