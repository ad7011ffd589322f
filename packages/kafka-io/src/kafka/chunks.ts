import type { OutgoingMessage } from '../transport.ts';

/**
 * A request must fit into what a topic takes at once, 1 MiB by default, even where all of it goes to one partition and
 * does not compress. kafkajs needs time that grows with the square of the messages of a request.
 */
const mostBytes = 512 * 1024;
const mostMessages = 1000;

/** Cuts messages into requests; the order stays. A message above the limit has a request of its own. */
export function* chunksOf(messages: readonly OutgoingMessage[]): Generator<readonly OutgoingMessage[], void> {
  let start = 0;
  let bytes = 0;
  for (const [index, message] of messages.entries()) {
    const size = sizeOf(message);
    if (index > start && (bytes + size > mostBytes || index - start === mostMessages)) {
      yield messages.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < messages.length) yield messages.slice(start);
}

/** Bytes of key, value and headers. */
export function sizeOf({ key, value, headers }: OutgoingMessage): number {
  let size = (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) size += name.length + (headers[name]?.length ?? 0);
  return size;
}
