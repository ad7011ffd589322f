import { readFileSync } from 'node:fs';
import { stageAccountingSchema, type StageAccounting } from '@airstar/schemas';
import { openDataDirectory } from '../../../src/data-directory.ts';
import { openDatabase } from '../../../src/database.ts';
import { airstar, temporaryDataDirectory } from '../../end-to-end/airstar.ts';

/** What `airstar run` makes of the recorded window: its accounting, and its star schema. Ends with the test. */
export async function embeddedRun(cleanup: AsyncDisposableStack) {
  const directory = openDataDirectory(temporaryDataDirectory());
  const { status, stderr } = await airstar(directory.root, ['run', '--no-report']);
  if (status !== 0) throw new Error(`airstar run ended with ${String(status)}:\n${stderr}`);
  const database = await openDatabase(directory, undefined);
  cleanup.defer(() => database.close());
  const accounting = stageAccountingSchema.array().parse(JSON.parse(readFileSync(directory.accounting, 'utf8')));
  return { star: database.pipeline, accounting };
}

/** An accounting without what is each run's own. */
export function comparable(accounting: StageAccounting): object {
  return { ...accounting, batchId: 'its own', seconds: 'its own' };
}
