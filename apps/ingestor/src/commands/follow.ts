import { ingest, type IngestDependencies, type IngestOptions } from '../run.ts';
import { untilStopped } from './until-stopped.ts';

export interface FollowOptions extends Pick<IngestOptions, 'groupId'> {
  /** Ends the following after the batch in hand, which is written and committed. */
  readonly signal: AbortSignal;
}

/** Takes in whatever is published until it is told to stop. Gives the number of messages that it took in. */
export async function follow(
  dependencies: IngestDependencies,
  { signal, ...options }: FollowOptions,
): Promise<{ readonly messages: number }> {
  let messages = 0;
  const onWritten = (written: number): void => {
    messages += written;
  };
  await untilStopped(await ingest(dependencies, { ...options, onWritten }), signal);
  return { messages };
}
