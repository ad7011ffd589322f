import { existsSync } from 'node:fs';
import { defineConfig } from 'tsup';

// Every package is built by this one file, from its own folder: `tsup --config ../../tsup.config.ts`.
export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts', 'src/file-ledger.ts', 'src/duckdb.ts'].filter((file) => existsSync(file)),
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: true,
});
