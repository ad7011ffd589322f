import { readRecords } from './records.ts';
import { isAlive } from './process-identity.ts';
import { places } from './places.ts';
import { writeAtomically } from './files.ts';

export type KafkaVersion = '3.9' | '4';

/**
 * Writes `services.env`: how the apps find what runs in a directory, for `node --env-file`. Both brokers under names
 * of their own, and the chosen one as KAFKA_BROKERS.
 */
export function writeServicesFile(directory: string, kafka: KafkaVersion): string {
  const running = readRecords(directory).filter(isAlive);
  const variables = Object.assign({}, ...running.map((record) => record.variables)) as Record<string, string>;
  const brokers = variables[kafka === '4' ? 'KAFKA_4_BROKERS' : 'KAFKA_39_BROKERS'];
  const all = { ...(brokers !== undefined && { KAFKA_BROKERS: brokers }), ...variables };
  const text = Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
  writeAtomically(places(directory).variables, text);
  return text;
}
