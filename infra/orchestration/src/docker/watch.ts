import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Whose container it is, and when Docker made, started and ended it; milliseconds since 1970. */
export interface ContainerTimes {
  readonly runId: string;
  readonly taskId: string;
  readonly mapIndex: number;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface ContainerWatch {
  /** The containers of tasks that have ended so far. */
  readonly ended: () => readonly ContainerTimes[];
  readonly stop: () => Promise<void>;
}

interface DockerEvent {
  readonly Action: string;
  readonly timeNano: number;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** Watches the containers that Airflow's tasks start. Docker itself keeps only its last 256 events. */
export function watchContainers(variables: Readonly<Record<string, string>>): ContainerWatch {
  const args = ['events', '--filter', 'label=airstar.run', '--filter', 'type=container', '--format', '{{json .}}'];
  const child = spawn('docker', args, { env: variables, stdio: ['ignore', 'pipe', 'ignore'] });
  const collector = collectTimes();
  createInterface({ input: child.stdout }).on('line', (line) => collector.take(JSON.parse(line) as DockerEvent));
  const exit = once(child, 'exit');
  return {
    ended: collector.ended,
    async stop() {
      child.kill();
      await exit;
    },
  };
}

/** Puts the events of each container together. */
export function collectTimes() {
  const seen = new Map<string, Partial<Record<string, number>>>();
  const ended: ContainerTimes[] = [];
  return {
    ended: (): readonly ContainerTimes[] => ended,
    take({ Action, timeNano, Actor: { ID, Attributes } }: DockerEvent): void {
      const times = { ...seen.get(ID), [Action]: timeNano / 1e6 };
      seen.set(ID, times);
      const { create, start, die } = times;
      if (Action !== 'die' || create === undefined || start === undefined || die === undefined) return;
      ended.push({
        runId: Attributes['airstar.run'] ?? '',
        taskId: Attributes['airstar.task'] ?? '',
        mapIndex: Number(Attributes['airstar.map']),
        createdAt: create,
        startedAt: start,
        endedAt: die,
      });
    },
  };
}
