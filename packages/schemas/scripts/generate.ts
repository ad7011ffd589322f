import { mkdirSync, writeFileSync } from 'node:fs';
import { contractFiles } from './contract-files.ts';

const folder = new URL('../generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(contractFiles())) writeFileSync(new URL(name, folder), text);
