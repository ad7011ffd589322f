import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../places.ts';
import { toolPath } from '../tools.ts';
import type { Artefact, BuildContext } from './artefact.ts';
import { runBuildProgram } from './build-program.ts';
import { applyEdit, ferretDbEdits } from './ferretdb-edits.ts';

const ferretDb = 'github.com/FerretDB/FerretDB';
const source = (file: string): string => packageFile('mongodb', file);

/** FerretDB, edited, with our main: one binary. */
export const mongodbServer: Artefact = {
  name: 'mongodb',
  sources: [
    ...['go.mod', 'go.sum', 'main.go'].map(source),
    fileURLToPath(new URL('ferretdb-edits.ts', import.meta.url)),
  ],
  tools: ['Go'],
  async build(context) {
    context.report('building the MongoDB server with Go (once per machine; cold two to three minutes)');
    const workshop = mkdtempSync(join(tmpdir(), 'airstar-mongodb-'));
    try {
      await buildIn(workshop, context);
    } finally {
      rmSync(workshop, { recursive: true, force: true });
    }
  },
};

async function buildIn(workshop: string, { target, tools, variables }: BuildContext): Promise<void> {
  const go = (...args: readonly string[]) =>
    runBuildProgram('Building the MongoDB server', toolPath(tools, 'Go'), args, { cwd: workshop, variables });
  for (const file of ['go.mod', 'go.sum', 'main.go']) copyFileSync(source(file), join(workshop, file));
  await go('mod', 'download', ferretDb);
  const original = (await go('list', '-m', '-f', '{{.Dir}}', ferretDb)).trim();
  copyWithEdits(original, join(workshop, 'ferretdb'));
  await go('mod', 'edit', '-replace', `${ferretDb}=./ferretdb`);
  await go('build', '-trimpath', '-ldflags', '-s -w', '-o', target, '.');
}

/** Go's module cache is read-only, and its copy as well until told otherwise. */
function copyWithEdits(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  for (const edit of ferretDbEdits) {
    const file = join(to, edit.file);
    writeFileSync(file, applyEdit(readFileSync(file, 'utf8'), edit));
  }
}
