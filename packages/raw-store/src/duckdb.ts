export { openDuckDbRawStore, type DuckDbRawStoreOptions } from './duckdb/open.ts';
export type { DuckDbRawStore } from './duckdb/store.ts';
