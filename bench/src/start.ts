import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAirstar, root } from './airstar.ts';
import { median, time, type Benchmark } from './measure.ts';

const rounds = 5;

/** What a newcomer waits for: from a clean clone to the report, and a run when all is there. */
export const start: Benchmark = {
  name: 'start',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airstar-bench-'));
    chmodSync(folder, 0o755);
    try {
      const clone = await time(async () => {
        execFileSync('git', ['clone', '--quiet', root, join(folder, 'clone')]);
        execFileSync('npm', ['start'], { cwd: join(folder, 'clone'), stdio: 'ignore' });
      });
      const dataDirectory = join(folder, 'data');
      await runAirstar(dataDirectory, []);
      const again: number[] = [];
      let changed = 0;
      for (let round = 0; round < rounds; round += 1) {
        const { seconds, stages } = await runAirstar(dataDirectory, []);
        again.push(seconds);
        changed += stages.find(({ stage }) => stage === 'load')?.inserted ?? NaN;
      }
      const warm = median(again);
      return [
        {
          what: 'clean clone to report, package caches warm',
          measured: `${clone.toFixed(1)} s`,
          target: '≤ 60 s',
          isReached: clone <= 60,
        },
        {
          what: `recorded window again: ${changed} inserted`,
          measured: `${warm.toFixed(1)} s`,
          target: '≤ 8 s, 0 inserted',
          isReached: warm <= 8 && changed === 0,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
