import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { named } from './database-error.ts';
import type { Pool } from './pool.ts';

const iterations = 4096;

/**
 * Sets the password of a role that may log in. What is sent is the SCRAM-SHA-256 verifier (RFC 5803), as `psql
 * \password` does, so the password itself is in no log of the server.
 *
 * @throws {DatabaseError} e.g. 42704, there is no such role.
 * @example
 * await setRolePassword(pool, 'airstar_reader', password);
 */
export async function setRolePassword(pool: Pool, role: string, password: string): Promise<void> {
  const verifier = pg.escapeLiteral(scramVerifier(password));
  await named(`Setting the password of role ${role}`, () =>
    pool.query(`alter role ${pg.escapeIdentifier(role)} password ${verifier}`),
  );
}

function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const key = (label: string) => createHmac('sha256', salted).update(label).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}
