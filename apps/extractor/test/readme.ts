import { readFileSync } from 'node:fs';

/** A command that the README shows, and what it says that it prints. */
export interface ShownCommand {
  readonly args: readonly string[];
  readonly output: string;
}

export function shownCommand(name: string): ShownCommand {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, args = '', output = ''] = new RegExp(`^\\$ extractor (${name} .*)\\n(.*)$`, 'm').exec(readme) ?? [];
  return { args: args.split(' '), output };
}
