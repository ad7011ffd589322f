import type { ExtractDefaults } from '@airstar/extractor';
import { createOpenAqClient, type OpenAqClient, type WaitEvent } from '@airstar/openaq-client';
import { recordedDataset, startSimulator } from '@airstar/openaq-simulator';
import type { Environment } from './env.ts';

/** Where readings come from. */
export interface Source {
  /** Said to the person and in the report. */
  readonly name: string;
  readonly isRecorded: boolean;
  readonly client: OpenAqClient;
  close(): Promise<void>;
}

const hour = 3_600_000;
const publicApi = 'https://api.openaq.org/v3';

const isLive = ({ apiKey, baseUrl }: Environment): boolean => apiKey !== undefined || baseUrl !== undefined;

/** Of the live API the last 24 hours, and no stations: nobody wants the whole world by accident. */
export function sourceDefaults(environment: Environment, now: number): ExtractDefaults {
  if (!isLive(environment)) {
    const { window, locationIds } = recordedDataset();
    return { window, locationIds };
  }
  const to = Math.floor(now / hour) * hour;
  return { window: { from: to - 24 * hour, to }, locationIds: undefined };
}

/** The live API where a key or another server is configured, the recorded data otherwise. */
export async function openSource(environment: Environment, onWait: (event: WaitEvent) => void): Promise<Source> {
  const { apiKey, baseUrl = publicApi, requestsPerMinute, requestsPerHour } = environment;
  if (isLive(environment)) {
    return {
      name: `live API at ${new URL(baseUrl).host}`,
      isRecorded: false,
      client: createOpenAqClient({
        apiKey,
        baseUrl,
        onWait,
        rateLimit: { perMinute: requestsPerMinute, perHour: requestsPerHour },
      }),
      close: () => Promise.resolve(),
    };
  }
  const simulator = await startSimulator({ data: recordedDataset() });
  return {
    name: 'recorded OpenAQ data of Guadalajara, Mexico',
    isRecorded: true,
    // Our own server on this machine: there is nobody to be polite to.
    client: createOpenAqClient({
      baseUrl: `${simulator.url}/v3`,
      rateLimit: { perMinute: 1_000_000, perHour: 1_000_000 },
    }),
    close: () => simulator.close(),
  };
}
