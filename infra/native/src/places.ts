import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** A file of this package, e.g. `packageFile('kafka-4', 'pom.xml')`. */
export const packageFile = (...path: readonly string[]): string =>
  join(fileURLToPath(new URL('..', import.meta.url)), ...path);

/** Where `npm run services` keeps data, logs and what it started. */
export const defaultDirectory = join(checkout, '.airstar', 'services');

/** The parts of a services directory. */
export const places = (directory: string) => ({
  data: join(directory, 'data'),
  logs: join(directory, 'logs'),
  records: join(directory, 'run'),
  lock: join(directory, '.lock'),
  ports: join(directory, 'ports.json'),
  password: join(directory, 'postgres.password'),
  variables: join(directory, 'services.env'),
});
