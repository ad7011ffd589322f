import { NativeServicesError } from '../errors.ts';

/** One replacement in a source file of FerretDB. */
export interface SourceEdit {
  readonly file: string;
  readonly why: string;
  readonly find: RegExp;
  readonly replacement: string;
}

export const ferretDbEdits: readonly SourceEdit[] = [
  {
    file: 'internal/backends/sqlite/metadata/metadata.go',
    why: 'SQLite takes an index only for the very expression that it was made on: without this each upsert scans the collection',
    find: /(\bIDColumn = DefaultColumn \+ ).*/g,
    replacement: '$1`->"_id"`',
  },
  {
    file: 'internal/handler/msg_update.go',
    why: 'cursors were closed at the end of the command: 100 updates that match use up the connections, for good',
    find: /\n\t\tdefer closer\.Close\(\)\n/g,
    replacement: '\n',
  },
  {
    file: 'internal/handler/msg_update.go',
    why: 'the other half: each update closes its own cursor',
    find: /(\n\t\tresult, err := common\.UpdateDocument\(.*)/g,
    replacement: '$1\n\t\tcloser.Close()',
  },
  {
    file: 'internal/handler/msg_update.go',
    why: 'an update reads and writes back: of two at once both found what only one may find, and one undid the other',
    find: /(\nfunc \(h \*Handler\) updateDocument\(.*\{\n)/g,
    replacement: '\nvar updates sync.Mutex\n$1\tupdates.Lock()\n\tdefer updates.Unlock()\n',
  },
  {
    file: 'internal/handler/msg_update.go',
    why: 'the import for that',
    find: /\nimport \(\n/g,
    replacement: '\nimport (\n\t"sync"\n',
  },
];

/** @throws {NativeServicesError} `build` where the text to replace is not there exactly once: another version. */
export function applyEdit(source: string, { file, why, find, replacement }: SourceEdit): string {
  const found = source.match(find)?.length ?? 0;
  if (found === 1) return source.replace(find, replacement);
  throw new NativeServicesError(
    'build',
    `The edit of FerretDB's ${file} fits ${found} times instead of once (${why}). Adapt ferretdb-edits.ts to the version in go.mod.`,
  );
}
