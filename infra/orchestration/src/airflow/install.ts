import { join } from 'node:path';
import { checkout } from '../places.ts';
import { run, type ProgramOptions } from '../program.ts';

/** The virtual environment with Airflow as its lock has it. */
export async function installAirflow(options: ProgramOptions): Promise<string> {
  return (await run(join(checkout, 'airflow', 'install'), [], options)).trim();
}
