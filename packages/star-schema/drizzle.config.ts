import { defineConfig } from 'drizzle-kit';

// Only to write migrations: `drizzle-kit push` knows neither partitions nor unlogged tables, and must not be used.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/tables/*.ts',
  out: './migrations',
});
