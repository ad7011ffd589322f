import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runBuildProgram } from '../../src/artefacts/build-program.ts';
import { applyEdit, ferretDbEdits } from '../../src/artefacts/ferretdb-edits.ts';
import { findSparkHome } from '../../src/artefacts/spark-home.ts';
import { packageFile } from '../../src/places.ts';

const [index, deferred, closed, locked, imported] = ferretDbEdits;

describe('edits of FerretDB', () => {
  test('the look-up by _id uses the expression of its index', () => {
    const source = `\tDefaultColumn = "sjson"\n\tIDColumn = DefaultColumn + "->'$._id'"\n\tRecordIDColumn = "r"\n`;
    expect(applyEdit(source, index!)).toBe(
      '\tDefaultColumn = "sjson"\n\tIDColumn = DefaultColumn + `->"_id"`\n\tRecordIDColumn = "r"\n',
    );
  });

  test('each update closes its cursor', () => {
    const source = `\t\tdefer closer.Close()\n\n\t\tresult, err := common.UpdateDocument(ctx, c)\n\t\tif err\n`;
    expect(applyEdit(applyEdit(`\n${source}`, deferred!), closed!)).toBe(
      '\n\n\t\tresult, err := common.UpdateDocument(ctx, c)\n\t\tcloser.Close()\n\t\tif err\n',
    );
  });

  test('updates wait for each other', () => {
    const source =
      '\nimport (\n\t"context"\n)\n\nfunc (h *Handler) updateDocument(ctx) error {\n\tvar matched int32\n}\n';
    expect(applyEdit(applyEdit(source, locked!), imported!)).toBe(
      '\nimport (\n\t"sync"\n\t"context"\n)\n\nvar updates sync.Mutex\n' +
        '\nfunc (h *Handler) updateDocument(ctx) error {\n' +
        '\tupdates.Lock()\n\tdefer updates.Unlock()\n\tvar matched int32\n}\n',
    );
  });

  test.for(ferretDbEdits)('$why: refused where it fits never or twice', (edit) => {
    const source = [
      '\nimport (\n',
      '\nfunc (h *Handler) updateDocument(ctx) {\n',
      '\n\t\tdefer closer.Close()\n',
      '\n\t\tresult, err := common.UpdateDocument(x)\n',
      'IDColumn = DefaultColumn + y\n',
    ].join('');
    expect(() => applyEdit('', edit)).toThrow(/fits 0 times instead of once.*Adapt ferretdb-edits\.ts/);
    expect(() => applyEdit(source, edit)).not.toThrow();
    expect(() => applyEdit(source + source, edit)).toThrow('fits 2 times');
  });
});

describe('runBuildProgram', () => {
  test('gives what the program printed', async () => {
    expect(await runBuildProgram('Testing', process.execPath, ['-p', '6*7'], { variables: {} })).toBe('42\n');
  });

  test('a failure names the step and shows the end of the output', async () => {
    const args = ['-e', 'for (let i = 0; i < 100; i++) console.error("line", i); process.exit(3)'];
    const failing = runBuildProgram('Fetching jars', process.execPath, args, { variables: {} });
    await expect(failing).rejects.toMatchObject({
      code: 'build',
      message: expect.stringMatching(/^Fetching jars failed\./),
    });
    await expect(failing).rejects.toThrow(/said:\nline 80\n[^]*line 99$/);
  });
});

describe('findSparkHome', () => {
  test('finds pyspark in the environment of the project, whatever the Python', () => {
    const root = mkdtempSync(join(tmpdir(), 'airstar-spark-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    expect(findSparkHome(root)).toBeUndefined();
    const home = join(root, '.venv', 'lib', 'python3.13', 'site-packages', 'pyspark');
    mkdirSync(join(home, 'bin'), { recursive: true });
    expect(findSparkHome(root)).toBeUndefined();
    writeFileSync(join(home, 'bin', 'spark-class'), '');
    expect(findSparkHome(root)).toBe(home);
  });
});

describe('versions', () => {
  test.for(['kafka-3.9', 'kafka-4', 'schema-registry'])(
    '%s: every dependency and plugin is pinned to one version',
    (name) => {
      const pom = readFileSync(packageFile(name, 'pom.xml'), 'utf8');
      const wanted = pom.match(/<dependency>|<plugin>/g)?.length;
      expect(pom.match(/<version>\d[\w.-]*<\/version>/g)?.slice(1)).toHaveLength(wanted!);
    },
  );
});
