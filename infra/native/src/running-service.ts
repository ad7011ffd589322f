import { launch } from './launch.ts';
import { endProcess, killProcess, signalProcess } from './processes.ts';
import type { ServiceRecord } from './records.ts';
import type { ServiceDefinition } from './services/definition.ts';
import type { ServiceName } from './services/names.ts';
import type { Workshop } from './workshop.ts';

/** A service under the hands of a test: it can be killed, frozen and brought back on the same port with its data. */
export interface RunningService {
  readonly name: ServiceName;
  /** As clients want it: `host:port`, or a URL. */
  readonly address: string;
  readonly port: number;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  readonly logFile: string;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. Of PostgreSQL only the process that takes new connections. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** Ends it where it runs, starts it again, and waits until it answers. */
  restart(): Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

export function runningService(
  definition: ServiceDefinition,
  first: ServiceRecord,
  workshop: Workshop,
): RunningService {
  let record = first;
  const stop = () => endProcess(record, record.stopSignal, 20_000);
  return {
    name: record.name,
    address: record.address,
    port: record.port,
    logFile: record.log,
    get pid() {
      return record.pid;
    },
    kill: () => killProcess(record),
    freeze: () => signalProcess(record, 'SIGSTOP'),
    thaw: () => signalProcess(record, 'SIGCONT'),
    stop,
    async restart() {
      await stop();
      record = await launch(definition, workshop);
    },
  };
}
