import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './env.ts';
import { NativeServicesError } from './errors.ts';
import { findJdks, jdkOf } from './jdks.ts';

export type Tool = 'JDK 17' | 'JDK 21' | 'Maven' | 'Go' | 'Python';

/** Path of each program found. */
export type Toolbox = Readonly<Partial<Record<Tool, string>>>;

const remedies: Readonly<Record<Tool, string>> = {
  'JDK 17':
    'A JDK of version 17 or newer. Debian and Ubuntu: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk@17. Or set JAVA_HOME.',
  'JDK 21':
    'A JDK of version 21 or newer. Debian 13 and Ubuntu: apt-get install openjdk-21-jdk-headless; macOS: brew install openjdk@21; else a Temurin archive. Or set JAVA_HOME.',
  Maven: 'Maven (mvn), to fetch jars once. Debian and Ubuntu: apt-get install maven; macOS: brew install maven.',
  Go: 'Go 1.24 or newer (go), to build the MongoDB server once. From go.dev/dl; macOS: brew install go.',
  Python:
    'Python 3.11 or newer (python3) with venv, to install Spark once. Debian and Ubuntu: apt-get install python3-venv; macOS: brew install python.',
};

/** Looks in JAVA_HOME, PATH and the folders where systems keep their JDKs. Runs nothing. */
export function findTools(machine: Machine, jdkFolders?: readonly string[]): Toolbox {
  const jdks = findJdks(machine, jdkFolders);
  const found = {
    // Of those that do, the oldest: what was released before the newest JDK may not run on it.
    'JDK 17': jdkOf(jdks, 17),
    'JDK 21': jdkOf(jdks, 21),
    Maven: onPath(machine.path, 'mvn'),
    Go: onPath(machine.path, 'go'),
    Python: onPath(machine.path, 'python3'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, path]) => path !== undefined));
}

/** The executable of that name in the first folder that has one. */
export function onPath(folders: readonly string[], program: string): string | undefined {
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws {NativeServicesError} `requirements`, naming everything that is missing and how to get it. */
export function requireTools(tools: Toolbox, wanted: Iterable<Tool>): void {
  const missing = [...new Set(wanted)].filter((tool) => tools[tool] === undefined);
  if (missing.length === 0) return;
  const lines = missing.map((tool) => `  ${remedies[tool]}`);
  throw new NativeServicesError('requirements', ['The services need what is not here:', ...lines].join('\n'));
}

/** Path of a program of which {@link requireTools} made sure. */
export function toolPath(tools: Toolbox, tool: Tool): string {
  requireTools(tools, [tool]);
  return tools[tool] ?? '';
}
