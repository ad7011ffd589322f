// A process of its own, to be killed or starved: `child.ts <task> <path>`. Reports one line of JSON per event.
import { RawStoreError } from '../../src/index.ts';
import { openDuckDbRawStore } from '../../src/duckdb.ts';
import { batchOf, measurement, numbered } from '../contract/documents.ts';

const batchSize = 2000;
const [task, path = ''] = process.argv.slice(2);
const report = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

try {
  const store = await openDuckDbRawStore({ path });
  await store.migrate();
  report({ opened: true });
  if (task === 'hold') await new Promise((resolve) => process.stdin.on('end', resolve).resume());
  for (let written = 0; task === 'write' && written < 1e6; written += batchSize) {
    const readings = Array.from({ length: batchSize }, (_, index) => measurement({ sensorId: written + index + 1 }));
    await store.write(batchOf({ measurements: numbered(readings, written) }));
    report({ written: written + batchSize });
  }
  await store.close();
} catch (error) {
  if (!(error instanceof RawStoreError)) throw error;
  report({ error: error.name, message: error.message, retriable: error.retriable });
}
