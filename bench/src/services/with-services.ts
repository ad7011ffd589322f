import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices, type NativeServices, type ServiceName } from '@airstar/native-services';

/** Runs something with real services of its own, which end with it; `directory` holds their data. */
export async function withServices<Result>(
  services: readonly ServiceName[],
  work: (services: NativeServices, directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'airstar-bench-'));
  const running = await startServices({ directory, services, temporary: true });
  try {
    return await work(running, directory);
  } finally {
    await running.stop();
  }
}
