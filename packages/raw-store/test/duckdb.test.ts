import { openDuckDbRawStore } from '../src/duckdb.ts';
import { rawStoreContract } from './contract/store.contract.ts';
import { readLocations, readMeasurements } from './duckdb/reader.ts';
import { temporaryFile } from './duckdb/temporary-file.ts';

rawStoreContract('DuckDB', async () => {
  const store = await openDuckDbRawStore({ path: await temporaryFile(), memoryLimit: '64MB', threads: 1 });
  return {
    store,
    readMeasurements: () => readMeasurements(store),
    readLocations: () => readLocations(store),
  };
});
