import { existsSync } from 'node:fs';
import { defineConfig } from 'tsup';

// Declarations for those who install a package. Apart from the build, because they take most of its time and
// nothing inside the workspace reads them: there a package resolves to its source.
export default defineConfig({
  entry: ['src/index.ts', 'src/file-ledger.ts', 'src/duckdb.ts'].filter((file) => existsSync(file)),
  format: 'esm',
  dts: { only: true },
});
