import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const checkout = fileURLToPath(new URL('../../..', import.meta.url));
