import { existsSync } from 'node:fs';
import { defineConfig } from 'tsup';

// Every package is built by this one file, from its own folder: `tsup --config ../../tsup.config.ts`.
const entries = ['src/index.ts', 'src/main.ts'].filter((file) => existsSync(file));

export default defineConfig({
  entry: entries,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  clean: true,
  // `npm start` needs no types, and they take most of the build: it leaves them out.
  dts: process.env['AIRSTAR_BUILD_TYPES'] === 'no' ? false : { entry: entries },
});
