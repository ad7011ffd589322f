import { createInMemoryRateLedger } from '../src/index.ts';
import { createFileRateLedger } from '../src/file-ledger.ts';
import { rateLedgerContract } from './contract/rate-ledger.contract.ts';
import { temporaryFile } from './temporary-file.ts';

rateLedgerContract('the memory of a process', (limits) => createInMemoryRateLedger(limits));
rateLedgerContract('a file', (limits) => createFileRateLedger({ path: temporaryFile(), limits }));
