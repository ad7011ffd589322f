import { mkdirSync, writeFileSync } from 'node:fs';
import { referenceFile } from './reference-file.ts';

const folder = new URL('../generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('reference-tables.json', folder), referenceFile());
