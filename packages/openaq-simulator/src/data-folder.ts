/** The package's `data/`. This file stays one level below the package: so the address is right in `src` and in `dist`. */
export const dataFolder = new URL('../data/', import.meta.url);
