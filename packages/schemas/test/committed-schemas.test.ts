import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { baseOf } from '../scripts/committed-schemas.ts';

/** A clone whose branch left main after the first commit of two, with a commit of its own on top. */
function clone() {
  const checkout = mkdtempSync(join(tmpdir(), 'airstar-base-'));
  onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', checkout, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { encoding: 'utf8' });
  const commit = (message: string) => {
    git('commit', '--quiet', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD').trim();
  };
  git('init', '--quiet', '--initial-branch=main');
  return { checkout, git, commit };
}

it('compares a branch with where it left main', () => {
  const { checkout, git, commit } = clone();
  const first = commit('first');
  git('update-ref', 'refs/remotes/origin/main', commit('second on main'));
  git('checkout', '--quiet', '-b', 'work', first);
  commit('work');
  commit('more work');
  expect(baseOf(checkout)).toBe(first);
});

it('compares main, and a clone without remote, with the commit before', () => {
  const { checkout, git, commit } = clone();
  const first = commit('first');
  const second = commit('second');
  expect(baseOf(checkout)).toBe(first);
  git('update-ref', 'refs/remotes/origin/main', second);
  expect(baseOf(checkout)).toBe(first);
});

it('fails where there is nothing to compare with', () => {
  const { checkout, commit } = clone();
  commit('first');
  expect(() => baseOf(checkout)).toThrow('Fetch the history');
});
