// An entry of its own: who imports only the client needs no file system.
export { createFileRateLedger, type FileRateLedgerOptions } from './budget/file-ledger.ts';
export { RateLedgerError } from './errors/rate-ledger-error.ts';
