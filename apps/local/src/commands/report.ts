import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '@airstar/app-process';
import { stageAccountingSchema } from '@airstar/schemas';
import { openDataDirectory, type DataDirectory } from '../data-directory.ts';
import { openDatabase, type Database } from '../database.ts';
import type { Environment } from '../env.ts';
import { readLastRun } from '../last-run.ts';
import type { DataSetCredit } from '../report/data.ts';
import { loadReportData } from '../report/load.ts';
import { renderReport } from '../report/render.ts';
import manifest from '../../package.json' with { type: 'json' };

/** Whom the recorded data are owed to, beside OpenAQ and the providers. */
const recordedCredit: DataSetCredit = {
  name: 'Guadalajara, September and October 2025: raw OpenAQ responses recorded by MemoOrtiz/Air-Quality-ETL',
  attribution: 'Copyright (c) 2025 Guillermo Daniel Ortiz Aguilar',
  licence: 'Apache License 2.0',
  url: 'https://github.com/MemoOrtiz/Air-Quality-ETL',
};

/** `airstar report`: writes the report of the last run anew. */
export async function report(environment: Environment): Promise<void> {
  const directory = openDataDirectory(environment.dataDirectory);
  const database = await openDatabase(directory, environment.postgresPort);
  try {
    process.stdout.write(`${await writeReport(database, directory)}\n`);
  } finally {
    await database.close();
  }
}

/** Renders the report of the last run from the star schema; gives its path. */
export async function writeReport(database: Database, directory: DataDirectory): Promise<string> {
  const lastRun = readLastRun(directory);
  if (lastRun === undefined) {
    throw new UsageError('airstar report', [`no run has come to its end in ${directory.root} yet: airstar run`]);
  }
  const { batchId, window, source, isRecorded } = lastRun;
  const query = async (sql: string, parameters: readonly unknown[] = []) =>
    (await database.reader.query<Record<string, unknown>>(sql, [...parameters])).rows;
  const data = await loadReportData(query, {
    run: { source, window, batchId, generatedAt: Date.now(), version: manifest.version, command: lastRun.command },
    accounting: z.array(stageAccountingSchema).parse(JSON.parse(readFileSync(directory.accounting, 'utf8'))),
    dataSets: isRecorded ? [recordedCredit] : [],
  });
  writeFileSync(directory.report, renderReport(data));
  return directory.report;
}
