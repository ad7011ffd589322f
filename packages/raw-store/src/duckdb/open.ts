import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RawStoreLockedError } from '../errors.ts';
import { openFile } from './file.ts';
import type { DuckDbRawStore } from './store.ts';

export interface DuckDbRawStoreOptions {
  /** The file, made with its folder where it is missing; `:memory:` for a store that ends with the process. */
  readonly path: string;
  /** What DuckDB may hold in memory, e.g. `1GB`; beyond it data go to {@link tempDirectory}. Default `256MB`. */
  readonly memoryLimit?: string;
  /** Default `<path>.tmp`, or `.tmp` of the working directory for `:memory:`; made when it is needed. */
  readonly tempDirectory?: string;
  /** Default: one for each core. */
  readonly threads?: number;
}

const memory = ':memory:';

// DuckDB locks a file against other processes only: a second instance in this one would overwrite the first's pages.
const openPaths = new Set<string>();

/**
 * Opens a raw store in a DuckDB file. One process at a time, one writer; readers by
 * {@link DuckDbRawStore.connection}.
 *
 * @throws RawStoreLockedError when the file is open elsewhere.
 * @throws RawStoreUnreadableError when it is damaged or no DuckDB file of a version that we read.
 *
 * @example
 * const store = await openDuckDbRawStore({ path: '.airstar/raw.duckdb' });
 * await store.migrate();
 */
export async function openDuckDbRawStore(options: DuckDbRawStoreOptions): Promise<DuckDbRawStore> {
  if (options.path === memory) return openFile(memory, options, () => undefined);
  await mkdir(dirname(options.path), { recursive: true });
  const path = join(await realpath(dirname(options.path)), basename(options.path));
  if (openPaths.has(path)) throw new RawStoreLockedError(path, 'this process, which opened it before');
  openPaths.add(path);
  const release = () => openPaths.delete(path);
  try {
    return await openFile(path, options, release);
  } catch (error) {
    release();
    throw error;
  }
}
