export { findRunningPostgres, startPostgres, type PostgresServer, type PostgresServerOptions } from './server.ts';
export { PostgresServerError } from './errors.ts';
