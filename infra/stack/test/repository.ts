import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** Absolute path of a file of the repository. */
export const pathOf = (path: string): string => fileURLToPath(new URL(path, root));

export const read = (path: string): string => readFileSync(pathOf(path), 'utf8');

export const exists = (path: string): boolean => existsSync(pathOf(path));
