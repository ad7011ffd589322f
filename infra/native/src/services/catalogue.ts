import { NativeServicesError } from '../errors.ts';
import type { ServiceDefinition } from './definition.ts';
import { kafka39 } from './kafka-3.9.ts';
import { kafka4 } from './kafka-4.ts';
import { mongodb } from './mongodb.ts';
import { serviceNames, type ServiceName } from './names.ts';
import { postgres } from './postgres.ts';
import { schemaRegistry } from './schema-registry.ts';
import { sparkMaster, sparkWorkers } from './spark.ts';
import { zooKeeper } from './zookeeper.ts';

const all = [zooKeeper, kafka39, kafka4, schemaRegistry, mongodb, postgres, sparkMaster, ...sparkWorkers];

/** @throws {NativeServicesError} `usage`, naming the services that there are. */
export function definitionOf(name: string): ServiceDefinition {
  const definition = all.find((one) => one.name === name);
  if (definition) return definition;
  throw new NativeServicesError('usage', `There is no service ${name}. There are: ${serviceNames.join(', ')}.`);
}

/** The services asked for with what they need; `spark` brings its workers. In the order in which they start. */
export function withCompanions(names: readonly string[]): readonly ServiceDefinition[] {
  const wanted = new Set<ServiceName>();
  const want = (name: string): void => {
    const definition = definitionOf(name);
    definition.needs.forEach(want);
    wanted.add(definition.name);
  };
  names.forEach(want);
  if (names.includes('spark')) sparkWorkers.forEach(({ name }) => wanted.add(name));
  return all.filter(({ name }) => wanted.has(name));
}
