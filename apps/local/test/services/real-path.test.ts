import { recordedDataset } from '@airstar/openaq-simulator';
import { stageAccountingSchema, type StageAccounting } from '@airstar/schemas';
import { expect, test } from 'vitest';
import { lastLineOf } from './app.ts';
import { accountingOf } from './engines.ts';
import { comparable, embeddedRun } from './real-path/embedded-run.ts';
import { openRealServices, type Warehouse } from './real-path/services.ts';
import { rowsOf, starDifferences, writtenState } from './real-path/star-tables.ts';
import { runSparkJob } from './spark-job.ts';

const minutes = 60_000;
const batchId = 'recorded';

const accounted = (lines: readonly string[]): StageAccounting[] =>
  lines.map((line) => stageAccountingSchema.parse(JSON.parse(line)));

/** The command lines of a scheduler, up to the raw store. Gives their last lines. */
async function readWindow({ extractor, ingestor }: Awaited<ReturnType<typeof openRealServices>>) {
  const { window, locationIds } = recordedDataset();
  const [from = '', to = ''] = [window.from, window.to].map((instant) => new Date(instant).toISOString());
  await lastLineOf('ingestor', ['migrate'], ingestor);
  const selection = ['--from', from, '--to', to, '--locations', locationIds.join(',')];
  const extraction = await lastLineOf('extractor', ['window', '--batch', batchId, ...selection], extractor);
  return [extraction, await lastLineOf('ingestor', ['drain', '--extraction', extraction], ingestor)];
}

/** The rest of them: transform, publish and verify. Gives the last lines of all stages. */
async function loadWindow(
  read: readonly string[],
  spark: Readonly<Record<string, string>>,
  { stagerUrl, writerUrl }: Warehouse,
): Promise<string[]> {
  const job = await runSparkJob(['--extraction', read[0]!], { ...spark, DATABASE_URL: stagerUrl });
  const lines = [...read, JSON.stringify(accountingOf(job))];
  const before = lines.flatMap((line) => ['--accounting', line]);
  const loaded = await lastLineOf('loader', ['publish', '--batch', batchId, ...before], { DATABASE_URL: writerUrl });
  await lastLineOf('loader', ['verify', '--batch', batchId], { DATABASE_URL: writerUrl });
  return [...lines, loaded];
}

test(
  'the recorded window by Kafka, MongoDB and Spark gives the embedded run to the row, on one machine and on a cluster',
  { timeout: 20 * minutes },
  async () => {
    await using cleanup = new AsyncDisposableStack();
    const embedded = await embeddedRun(cleanup);
    expect(await rowsOf(embedded.star, 'fact_measurement')).toHaveLength(recordedDataset().readingCount());
    const services = await openRealServices(cleanup);
    const read = await readWindow(services);

    const masters = {
      local: { SPARK_MASTER_URL: 'local[*]' },
      cluster: {
        SPARK_MASTER_URL: services.sparkMaster,
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_SUBMIT_OPTIONS: '--conf spark.driver.host=127.0.0.1 --executor-memory 768m',
      },
    };
    for (const [name, master] of Object.entries(masters)) {
      const warehouse = await services.openWarehouse(name);
      const lines = await loadWindow(read, { ...services.spark, ...master }, warehouse);
      expect(accounted(lines).map(comparable)).toEqual(embedded.accounting.map(comparable));
      expect(await starDifferences(embedded.star, warehouse.owner)).toEqual([]);

      const written = await writtenState(warehouse.owner);
      const again = ['publish', '--batch', batchId];
      const [second] = accounted([await lastLineOf('loader', again, { DATABASE_URL: warehouse.writerUrl })]);
      expect(second).toMatchObject({ inserted: 0, updated: 0, unchanged: recordedDataset().readingCount() });
      expect(await writtenState(warehouse.owner)).toEqual(written);
    }
    expect(await services.sparkApplications()).toMatchObject([{ name: `airstar transform ${batchId}`, cores: 2 }]);
  },
);
