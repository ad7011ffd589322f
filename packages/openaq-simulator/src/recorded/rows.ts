import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The rows of a packed file: one JSON text a line, byte for byte as recorded. */
export function readRows(file: URL): string[] {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  return text === '' ? [] : text.split('\n');
}
