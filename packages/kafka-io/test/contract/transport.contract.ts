import { describe } from 'vitest';
import { closingContract } from './closing.ts';
import { commitContract } from './commits.ts';
import { groupContract } from './groups.ts';
import { readingContract } from './reading.ts';
import { messageContract } from './sending.ts';
import type { Create } from './set-up.ts';
import { topicContract } from './topics.ts';

/**
 * What every transport has to do, seen from outside alone. `create` gives a log that several clients can connect to;
 * each test uses topics and groups of its own, so that a broker can serve them all.
 */
export function transportContract(name: string, create: Create): void {
  describe(`transport contract: ${name}`, { timeout: 90_000 }, () => {
    describe('topics', () => topicContract(create));
    describe('messages', () => messageContract(create));
    describe('batches and commits', () => commitContract(create));
    describe('consumer groups', () => groupContract(create));
    describe('reading', () => readingContract(create));
    describe('stopping and closing', () => closingContract(create));
  });
}
