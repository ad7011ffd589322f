import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './files.ts';
import { places } from './places.ts';
import { isAlive } from './process-identity.ts';
import { serviceNames, type ServiceName } from './services/names.ts';

/** What was started, on file, so that another process can find and end it. */
export interface ServiceRecord {
  readonly name: ServiceName;
  readonly pid: number;
  readonly birth: string;
  /** ISO instant. */
  readonly since: string;
  readonly port: number;
  readonly address: string;
  /** Environment variables by which programs find it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly log: string;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
}

const recordFile = (directory: string, name: ServiceName): string => join(places(directory).records, `${name}.json`);

export function writeRecord(directory: string, record: ServiceRecord): void {
  writeAtomically(recordFile(directory, record.name), `${JSON.stringify(record, undefined, 2)}\n`);
}

export function removeRecord(directory: string, name: ServiceName): void {
  rmSync(recordFile(directory, name), { force: true });
}

/** What was started in a directory, running or dead, in the order in which services start. */
export function readRecords(directory: string): readonly ServiceRecord[] {
  const files = new Set(filesOf(places(directory).records));
  return serviceNames
    .filter((name) => files.has(`${name}.json`))
    .map((name) => JSON.parse(readFileSync(recordFile(directory, name), 'utf8')) as ServiceRecord);
}

/** The record of a service that runs. */
export const runningRecord = (directory: string, name: ServiceName): ServiceRecord | undefined =>
  readRecords(directory).find((record) => record.name === name && isAlive(record));

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
