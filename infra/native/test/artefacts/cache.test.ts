import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { artefactKey, type Artefact, type BuildContext } from '../../src/artefacts/artefact.ts';
import { ensureArtefact, isCached } from '../../src/artefacts/cache.ts';

let folder = '';
let source = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'airstar-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  source = join(folder, 'pom.xml');
  writeFileSync(source, 'version 1');
});

function context() {
  const machine = { cache: join(folder, 'cache'), path: [], javaHome: undefined, variables: {} };
  return { machine, tools: {}, report: () => undefined };
}

const artefact = (build: (context: BuildContext) => Promise<void>): Artefact => ({
  name: 'thing',
  sources: [source],
  tools: [],
  build,
});

const writing = (text: string) => artefact(async ({ target }) => writeFileSync(target, text));

describe('artefactKey', () => {
  test('follows the content of the sources, not where they lie', () => {
    const before = artefactKey({ name: 'thing', sources: [source] });
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'pom.xml'), 'version 1');
    expect(artefactKey({ name: 'thing', sources: [join(folder, 'elsewhere', 'pom.xml')] })).toBe(before);
    writeFileSync(source, 'version 2');
    expect(artefactKey({ name: 'thing', sources: [source] })).not.toBe(before);
  });
});

describe('ensureArtefact', () => {
  test('builds once; other sources, another artefact', async () => {
    const first = await ensureArtefact(writing('one'), context());
    expect(await ensureArtefact(writing('two'), context())).toBe(first);
    expect(readFileSync(first, 'utf8')).toBe('one');
    writeFileSync(source, 'version 2');
    expect(readFileSync(await ensureArtefact(writing('two'), context()), 'utf8')).toBe('two');
  });

  test('two at once build once, and both get it', async () => {
    let builds = 0;
    const slow = artefact(async ({ target }) => {
      builds += 1;
      await new Promise((resolve) => setImmediate(resolve));
      writeFileSync(target, 'built');
    });
    const paths = await Promise.all([ensureArtefact(slow, context()), ensureArtefact(slow, context())]);
    expect(builds).toBe(1);
    expect(paths[0]).toBe(paths[1]);
  });

  test('a build that fails half-way leaves nothing that could pass for an artefact', async () => {
    const failing = artefact(async ({ target }) => {
      mkdirSync(target);
      writeFileSync(join(target, 'half.jar'), '');
      throw new Error('network');
    });
    await expect(ensureArtefact(failing, context())).rejects.toThrow('network');
    expect(isCached(context().machine, failing)).toBe(false);
    expect(readdirSync(context().machine.cache)).toEqual([]);
  });

  test('what a killed build left is replaced', async () => {
    const { machine } = context();
    const thing = writing('whole');
    const unfinished = `${join(machine.cache, artefactKey(thing))}.unfinished`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'half.jar'), '');
    expect(readFileSync(await ensureArtefact(thing, context()), 'utf8')).toBe('whole');
    expect(existsSync(unfinished)).toBe(false);
  });
});
