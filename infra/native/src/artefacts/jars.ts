import { packageFile } from '../places.ts';
import { toolPath } from '../tools.ts';
import type { Artefact } from './artefact.ts';
import { runBuildProgram } from './build-program.ts';

/** The dependencies of a pom.xml, as a folder of jars or unpacked where they are archives. */
function mavenArtefact(name: string, megabytes: number, goal: (target: string) => readonly string[]): Artefact {
  const pom = packageFile(name, 'pom.xml');
  return {
    name,
    sources: [pom],
    tools: ['JDK 17', 'Maven'],
    async build({ target, tools, variables, report }) {
      report(`fetching ${name} with Maven (once per machine, about ${megabytes} MB)`);
      await runBuildProgram(
        `Fetching ${name}`,
        toolPath(tools, 'Maven'),
        ['--quiet', '--batch-mode', '--file', pom, ...goal(target)],
        { variables: { ...variables, JAVA_HOME: toolPath(tools, 'JDK 17') } },
      );
    },
  };
}

const copyJars = (target: string): readonly string[] => [
  'dependency:copy-dependencies',
  '-DincludeScope=runtime',
  `-DoutputDirectory=${target}`,
];

export const kafka39Jars = mavenArtefact('kafka-3.9', 56, copyJars);

export const kafka4Jars = mavenArtefact('kafka-4', 43, copyJars);

export const schemaRegistryApp = mavenArtefact('schema-registry', 100, (target) => [
  'dependency:unpack-dependencies',
  `-DoutputDirectory=${target}`,
  `-DmarkersDirectory=${target}/.markers`,
]);
