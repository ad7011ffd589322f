import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runAirstar, root, type Observed } from './airstar.ts';
import { formatRate, type Benchmark, type Figure } from './measure.ts';

const sensors = 200;
const hour = 3_600_000;
const start = Date.UTC(2024, 0, 1);

/** The whole pipeline in one process on generated readings: speed and memory of each stage, and of twice the readings. */
export const embedded: Benchmark = {
  name: 'embedded',
  run: async () => {
    const [one, two] = [await runGenerated(500_000), await runGenerated(1_000_000)];
    const [peak, peakOfTwice] = [highest(one), highest(two)];
    const growth = peakOfTwice / peak;
    return [
      ...stageFigures('500,000 readings', one),
      ...stageFigures('1,000,000 readings', two),
      {
        what: '500,000 readings: highest memory of the Node process',
        measured: `${peak.toFixed(0)} MB`,
        target: '≤ 700 MB',
        isReached: peak <= 700,
      },
      {
        what: '1,000,000 readings: highest memory of the Node process',
        measured: `${peakOfTwice.toFixed(0)} MB`,
        target: `${growth.toFixed(2)} of the half; target ≤ 1.1`,
        isReached: growth <= 1.1,
      },
    ];
  },
};

const highest = ({ peaks }: Observed): number => Math.max(...peaks.values());

function stageFigures(amount: string, { stages, peaks, seconds }: Observed): Figure[] {
  const figures = stages.map(({ stage, produced, seconds: taken }) => ({
    what: `${amount}: ${stage}`,
    measured: `${taken.toFixed(1)} s, ${formatRate(produced, taken)}, ${(peaks.get(stage) ?? 0).toFixed(0)} MB`,
    target: 'reported',
    isReached: undefined,
  }));
  const readings = stages.find(({ stage }) => stage === 'load')?.produced ?? 0;
  const total = { what: `${amount}: whole run`, measured: `${seconds.toFixed(1)} s, ${formatRate(readings, seconds)}` };
  return [...figures, { ...total, target: 'reported', isReached: undefined }];
}

async function runGenerated(readings: number): Promise<Observed> {
  // Some hours of the generated sensors are gaps, as in life.
  const to = start + Math.ceil((readings / sensors) * 1.04) * hour;
  const simulator = spawn(
    process.execPath,
    ['--conditions=@airstar/source', join(root, 'bench/src/simulator.ts'), ...[sensors, start, to].map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const folder = mkdtempSync(join(tmpdir(), 'airstar-bench-'));
  chmodSync(folder, 0o755);
  try {
    const url = await firstLine(simulator.stdout);
    const window = ['--from', new Date(start).toISOString(), '--to', new Date(to).toISOString()];
    return await runAirstar(join(folder, 'data'), ['--no-report', '--bbox=-180,-90,180,90', ...window], {
      OPENAQ_BASE_URL: `${url}/v3`,
      OPENAQ_REQUESTS_PER_MINUTE: '1000000',
      OPENAQ_REQUESTS_PER_HOUR: '1000000',
    });
  } finally {
    simulator.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('The simulator ended before it said where it listens.');
}
