import { DuckDBInstance } from '@duckdb/node-api';
import { onFile } from './errors.ts';
import type { DuckDbRawStoreOptions } from './open.ts';
import { DuckDbRawStore } from './store.ts';

const memory = ':memory:';

// A quarter of the default: a checkpoint holds whole row groups uncompressed, which was 60 MB more at its peak.
const rowGroupSize = 30_720;

/** Opens the file; `release` is called when the store is closed. */
export function openFile(path: string, options: DuckDbRawStoreOptions, release: () => void): Promise<DuckDbRawStore> {
  return onFile(path, async () => {
    const instance = await DuckDBInstance.create(memory, settings(path, options));
    const writer = await instance.connect();
    try {
      await writer.run(`ATTACH '${path.replaceAll("'", "''")}' AS raw (ROW_GROUP_SIZE ${rowGroupSize})`);
      await writer.run('USE raw');
    } catch (error) {
      writer.closeSync();
      instance.closeSync();
      throw error;
    }
    return new DuckDbRawStore(path, instance, writer, release);
  });
}

function settings(path: string, options: DuckDbRawStoreOptions): Record<string, string> {
  const { memoryLimit = '256MB', tempDirectory = path === memory ? undefined : `${path}.tmp`, threads } = options;
  return {
    memory_limit: memoryLimit,
    // What we use is built in; nothing may be fetched at run time.
    autoinstall_known_extensions: 'false',
    ...(tempDirectory === undefined ? {} : { temp_directory: tempDirectory }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
  };
}
