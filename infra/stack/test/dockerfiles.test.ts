import { describe, expect, it } from 'vitest';
import { dockerfiles } from '../src/dockerfiles.ts';
import { base, dockerfileOf, servicesOf } from './compose-file.ts';
import { read } from './repository.ts';

const generated = Object.entries(dockerfiles());
const built = [...new Set(servicesOf(base).flatMap(([, service]) => dockerfileOf(service) ?? []))].sort();

describe('a Dockerfile of a Node process', () => {
  it.each(generated)('%s is what the template gives: else run `pnpm generate`', (path, text) => {
    expect(read(path)).toBe(text);
  });

  const manifest = JSON.parse(read('package.json')) as {
    readonly packageManager: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  };

  it.each(generated)('%s uses the versions that the repository uses', (_path, text) => {
    const { node, turbo } = manifest.devDependencies;
    expect(text).toContain(`npm install --global --force ${manifest.packageManager} turbo@${turbo}\n`);
    expect(text.match(/^FROM node:.*/gm)).toEqual([
      `FROM node:${node}-bookworm-slim AS tools`,
      `FROM node:${node}-bookworm-slim`,
    ]);
  });

  it.each(generated)('%s names its own package, and no other app', (path, text) => {
    const { name } = JSON.parse(read(path.replace('Dockerfile', 'package.json'))) as { name: string };
    expect([...new Set(text.match(/@airstar\/[\w-]+/g))]).toEqual([name]);
  });
});

describe('every Dockerfile that Compose builds', () => {
  it('is one of an app, of the simulator, of Spark or of Airflow', () => {
    expect(built).toEqual([...generated.map(([path]) => path), 'airflow/Dockerfile', 'spark/Dockerfile'].sort());
  });

  it.each(built)('%s builds on exact versions', (path) => {
    const text = read(path);
    const stages = [...text.matchAll(/^FROM \S+ AS (\w+)/gim)].map(([, stage]) => stage);
    const images = [...text.matchAll(/^FROM (\S+)/gim)].map(([, image]) => image);
    for (const image of images.filter((one) => !stages.includes(one))) {
      expect(image).toMatch(/^[\w./-]+:\d+\.\d+\.\d+[\w.-]*$/);
    }
    expect(text).not.toMatch(/^#\s*syntax/im);
  });

  it.each(built)('%s ends as a user who is not root, with a title, a licence and a source', (path) => {
    const text = read(path);
    expect(text.match(/^USER (\S+)/gm)?.at(-1)).not.toMatch(/root|\b0\b/);
    for (const label of ['title', 'description', 'licenses', 'source', 'version']) {
      expect(text).toContain(`org.opencontainers.image.${label}=`);
    }
  });

  it.each(built.filter((path) => !path.startsWith('airflow/')))(
    '%s starts its process behind tini, in exec form',
    (path) => {
      expect(read(path)).toMatch(/^ENTRYPOINT \["tini", "--", "[^\]]+\]$/m);
    },
  );
});

describe('repetition', () => {
  const files = [
    ...built,
    base,
    'infra/images/node-app.Dockerfile',
    'infra/compose.kraft.yaml',
    'infra/compose.scale.yaml',
    'infra/compose.dev.yaml',
  ];
  const length = 15;

  it(`no block of ${length} lines stands twice`, () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const file of files) {
      const lines = read(file).split('\n');
      for (let at = 0; at + length <= lines.length; at += 1) {
        const block = lines.slice(at, at + length).join('\n');
        const first = seen.get(block);
        if (first !== undefined) twice.push(`${file}:${at + 1} is ${first}`);
        else seen.set(block, `${file}:${at + 1}`);
      }
    }
    expect(twice).toEqual([]);
  });
});
