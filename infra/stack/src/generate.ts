import { writeFileSync } from 'node:fs';
import { dockerfiles } from './dockerfiles.ts';

const root = new URL('../../../', import.meta.url);
for (const [path, text] of Object.entries(dockerfiles())) writeFileSync(new URL(path, root), text);
