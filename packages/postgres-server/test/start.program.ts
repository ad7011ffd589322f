import { startPostgres } from '../src/index.ts';

await startPostgres({ dataDirectory: process.argv[2] ?? '', superuserPassword: 'p@ss word' });
