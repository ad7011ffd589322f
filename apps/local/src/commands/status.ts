import { existsSync, readFileSync, statSync } from 'node:fs';
import { runReadOnly } from '@airstar/star-schema';
import { formatCount, formatInstant, formatTable } from '../cli/format.ts';
import { openDataDirectory, type DataDirectory } from '../data-directory.ts';
import { openDatabase, type Database } from '../database.ts';
import type { Environment } from '../env.ts';
import { readLastRun } from '../last-run.ts';

/** `airstar status`: what is there, and how the last runs went. */
export async function status(environment: Environment): Promise<void> {
  const directory = openDataDirectory(environment.dataDirectory);
  const lastRun = readLastRun(directory);
  if (lastRun === undefined) {
    process.stdout.write(`No run has come to its end in ${directory.root} yet: airstar run\n`);
    return;
  }
  const database = await openDatabase(directory, environment.postgresPort);
  try {
    const contents = await describeStar(database);
    const { from, to } = lastRun.window;
    const lines: readonly (readonly [string, string])[] = [
      ['data directory', directory.root],
      [
        'last run',
        `${lastRun.source}, (${formatInstant(from)}, ${formatInstant(to)}], ended ${formatInstant(lastRun.finishedAt)}`,
      ],
      ...contents,
      ['raw store', megabytes(directory.rawStore)],
      ['dead letters', formatCount(countLines(directory.deadLetters))],
      ['report', existsSync(directory.report) ? directory.report : 'none: airstar report'],
    ];
    process.stdout.write(lines.map(([name, value]) => `${name.padEnd(16)}${value}\n`).join(''));
    process.stdout.write(`${await recentRuns(database)}\n`);
  } finally {
    await database.close();
  }
}

async function describeStar({ reader }: Database): Promise<(readonly [string, string])[]> {
  const { rows } = await runReadOnly(
    reader,
    `select count(*), count(distinct sensor_id), count(distinct location_id), count(*) filter (where flags <> 0),
       min(period_start_utc), max(period_end_utc)
     from star.fact_measurement`,
  );
  const [readings, sensors, stations, flagged, first, last] = rows[0] ?? [];
  const [ofSensors, atStations, withFlags] = [sensors, stations, flagged].map((count) => formatCount(Number(count)));
  return [
    [
      'readings',
      `${formatCount(Number(readings))} of ${ofSensors} sensors at ${atStations} stations, ${withFlags} flagged`,
    ],
    ['periods', typeof first === 'string' && typeof last === 'string' ? `${first} to ${last}` : 'none'],
  ];
}

async function recentRuns({ reader }: Database): Promise<string> {
  const { fields, rows } = await runReadOnly(
    reader,
    `select batch_id, stage, read, produced, rejected, inserted, updated, unchanged, round(seconds::numeric, 2) as seconds
     from star.fact_pipeline_run
     where batch_id in (select batch_id from star.fact_pipeline_run group by 1 order by max(recorded_at) desc limit 3)
     order by recorded_at desc, array_position(array['extract', 'ingest', 'transform', 'load'], stage)`,
  );
  return formatTable(
    fields,
    rows.map((row) => row.map(String)),
  );
}

const megabytes = (file: string): string =>
  existsSync(file) ? `${(statSync(file).size / 1e6).toFixed(1)} MB` : 'none';

const countLines = (file: DataDirectory['deadLetters']): number =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
