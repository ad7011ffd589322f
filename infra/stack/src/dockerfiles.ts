import { readFileSync } from 'node:fs';
import { nodeImages, type NodeImage } from './images.ts';

const root = new URL('../../../', import.meta.url);
const template = 'infra/images/node-app.Dockerfile';

/** Every Dockerfile of a Node process, by its path in the repository. */
export function dockerfiles(): Record<string, string> {
  return Object.fromEntries(nodeImages.map((image) => [`${image.folder}/Dockerfile`, dockerfile(image)]));
}

function dockerfile({ folder, specifics }: NodeImage): string {
  const manifest = JSON.parse(read(`${folder}/package.json`)) as Record<string, string>;
  const values: Record<string, string | undefined> = {
    ...manifest,
    folder,
    specifics: specifics.join('\n'),
    origin: `Written by \`pnpm generate\` from ${template}: change that.`,
  };
  return read(template).replaceAll(/\{\{(\w+)\}\}/g, (token, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} asks for ${token}, which ${folder}/package.json has not.`);
    return value;
  });
}

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
