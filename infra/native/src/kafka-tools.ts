import { join } from 'node:path';
import { ensureArtefact } from './artefacts/cache.ts';
import { kafka39Jars } from './artefacts/jars.ts';
import { readMachine } from './env.ts';
import { classPath } from './services/java.ts';
import { findTools, requireTools, toolPath } from './tools.ts';

/**
 * How to run a tool of Kafka 3.9 by its class: the program, and the arguments that come before the tool's own.
 *
 * @throws {NativeServicesError} `requirements` without a JDK; `build` where the jars cannot be fetched.
 * @example
 * const [java, ...args] = await kafkaTool('org.apache.kafka.tools.ConsumerPerformance');
 */
export async function kafkaTool(className: string): Promise<[string, ...string[]]> {
  const machine = readMachine();
  const tools = findTools(machine);
  requireTools(tools, ['JDK 17']);
  const jars = await ensureArtefact(kafka39Jars, { machine, tools, report: () => undefined });
  return [join(toolPath(tools, 'JDK 17'), 'bin', 'java'), ...classPath(jars), className];
}
