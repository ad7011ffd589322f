import type { Artefact } from '../artefacts/artefact.ts';
import type { PortName, Ports } from '../ports.ts';
import type { Toolbox, Tool } from '../tools.ts';
import type { ServiceName } from './names.ts';

/** What a definition knows of the place where its service runs. */
export interface Site {
  readonly ports: Ports;
  /** Folder of this service alone. It exists. */
  readonly data: string;
  readonly log: string;
  readonly tools: Toolbox;
  /** Path of the service's jars or binary; empty where it has none. */
  readonly artefact: string;
  /** Of the superuser of PostgreSQL. */
  readonly password: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** One service: how it is built, started, asked and stopped. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** Must be ready before this one starts, and end after it. */
  readonly needs: readonly ServiceName[];
  /** Ports on which it listens. */
  readonly ports: readonly PortName[];
  /** Programs without which it does not run. */
  readonly tools: readonly Tool[];
  readonly artefact?: Artefact;
  readonly readyWithinSeconds: number;
  /** How it is asked to end. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Resolves with the process number. */
  start(site: Site): Promise<number>;
  /** Asks the service itself. May throw: then it is not ready. */
  isReady(site: Site): Promise<boolean>;
  /** As its clients want it: `host:port` or a URL. */
  address(site: Site): string;
  /** Environment variables of the apps. */
  variables(site: Site): Readonly<Record<string, string>>;
}
