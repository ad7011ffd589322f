import { describe, expect, it } from 'vitest';
import { base, composeFile } from './compose-file.ts';
import { exists, read } from './repository.ts';

const pages = ['docs/operations.md', 'docs/scale.md'];
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
const anchors = [...read('docs/operations.md').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => slug(heading));

describe('the runbook', () => {
  it('has a section for each alert and for what other files point to', () => {
    const alerts = ['no-fresh-data', 'reconciliation-differs', 'dead-letters-growing', 'budget-nearly-spent'];
    expect(anchors).toEqual(expect.arrayContaining(alerts));
    const pointers = [base, 'scripts/setup.mjs', 'docs/operations.md']
      .flatMap((file) => [...read(file).matchAll(/(?:docs\/operations\.md|\]\()#([\w-]+)/g)])
      .map(([, anchor]) => anchor);
    expect(pointers.length).toBeGreaterThan(2);
    expect(anchors).toEqual(expect.arrayContaining(pointers));
  });

  it.each(pages)('%s names services and files that exist', (page) => {
    const services = Object.keys(composeFile(base).services);
    const text = read(page);
    const named = [...text.matchAll(/docker compose (?:exec(?: -T)?|run --rm|stop|start|logs) ([a-z][\w-]*)/g)];
    expect(services).toEqual(expect.arrayContaining(named.map(([, service]) => service)));
    const files = [...text.matchAll(/(?:^|[ `])((?:infra|packages|airflow|docs)\/[\w./-]+\.\w+)/gm)].map(
      ([, file = '']) => file,
    );
    expect(files.filter((file) => !exists(file))).toEqual([]);
  });

  it('names variables that .env has', () => {
    const inPages = pages.flatMap(
      (page) => read(page).match(/\b(?:AIRFLOW|GRAFANA|POSTGRES|MONGO)_(?!INITDB|_)[A-Z_]+\b/g) ?? [],
    );
    expect(inPages.length).toBeGreaterThan(3);
    for (const name of inPages) expect(read('.env.example')).toContain(`${name}=`);
  });
});
