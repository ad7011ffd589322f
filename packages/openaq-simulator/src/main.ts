#!/usr/bin/env node
import { CommandLineError, parseCommandLine, usage, type SimulatorCommand } from './command-line.ts';
import type { Dataset } from './dataset.ts';
import { PortTakenError } from './errors.ts';
import { recentDataset } from './generated/recent.ts';
import { recordedDataset } from './recorded/dataset.ts';
import { startSimulator } from './simulator.ts';
import { unionDataset } from './union.ts';

try {
  const command = parseCommandLine(process.argv.slice(2));
  if (command.help) process.stdout.write(usage);
  else await serve(command);
} catch (error) {
  if (!(error instanceof CommandLineError || error instanceof PortTakenError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof CommandLineError ? 2 : 1;
}

async function serve({ host, port, rateLimit, apiKeys, ...generated }: SimulatorCommand): Promise<void> {
  const data = dataset(generated);
  const simulator = await startSimulator({ data, host, port, rateLimit, ...(apiKeys && { apiKeys }) });
  process.stdout.write(`${simulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function dataset({ sensors, days, seed }: { sensors: number; days: number; seed: number }): Dataset {
  const recorded = recordedDataset();
  return sensors === 0 ? recorded : unionDataset(recorded, recentDataset({ sensors, days, seed }));
}
