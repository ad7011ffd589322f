import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { start as startNode } from './processes.ts';

const start = (...args: readonly string[]) => startNode(['test/program.example.ts', ...args]);

/** Sends the signals as soon as the command works. */
async function interrupt(name: string, ...signals: readonly NodeJS.Signals[]) {
  const { child, ended } = start(name);
  await once(child.stderr, 'data');
  for (const signal of signals) child.kill(signal);
  return ended;
}

describe('a program', () => {
  it('ends with its result as the last line, however long', async () => {
    const { stdout, stderr, exitCode } = await start('good').ended;
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('tells a known error in one line', async () => {
    expect(await start('known').ended).toMatchObject({ stderr: 'The broker is away. Start it.\n', exitCode: 1 });
  });

  it('ends with 4 where another try would fail as well', async () => {
    const refused = { stderr: 'The key is refused. Give another.\n', exitCode: 4 };
    expect(await start('refused').ended).toMatchObject(refused);
    const spent = { stderr: 'The hour is spent. Try again at noon.\n', exitCode: 4 };
    expect(await start('spent').ended).toMatchObject(spent);
  });

  it('keeps the stack of an unknown one', async () => {
    const { stderr, exitCode } = await start('unknown').ended;
    expect(stderr).toMatch(/^TypeError: our own bug\n +at .*program\.example\.ts/);
    expect(exitCode).toBe(1);
  });

  it('ends with 2 when it is called wrongly', async () => {
    expect(await start('usage').ended).toMatchObject({ stderr: 'example: 2 problems\n  a\n  b\n', exitCode: 2 });
    const environment = await start('environment').ended;
    expect(environment).toMatchObject({
      stderr: expect.stringMatching(/^environment: a problem\n {2}EXAMPLE /),
      exitCode: 2,
    });
    expect(await start('nonsense').ended).toMatchObject({
      stderr: expect.stringMatching(/unknown command/),
      exitCode: 2,
    });
    expect(await start('good', '--nonsense').ended).toMatchObject({
      stderr: expect.stringMatching(/unknown option/),
      stdout: '',
      exitCode: 2,
    });
  });

  it('ends though something was left open', async () => {
    expect(await start('leak').ended).toMatchObject({ stdout: '{"ok":true}\n', exitCode: 0 });
  });

  it('prints its help and ends with 0', async () => {
    expect(await start('--help').ended).toMatchObject({
      stdout: expect.stringMatching(/A program for the tests/),
      stderr: '',
      exitCode: 0,
    });
  });
});

describe('a signal', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s stops a command before its work is done', async (signal, exitCode) => {
    expect(await interrupt('work', signal)).toMatchObject({ stderr: 'working\nStopped; run it again.\n', exitCode });
  });

  it('that only ends the following of something is no failure', async () => {
    expect(await interrupt('follow', 'SIGTERM')).toMatchObject({ stdout: '{"followed":true}\n', exitCode: 0 });
  });

  it('does not hide what else fails', async () => {
    expect(await interrupt('break', 'SIGTERM')).toMatchObject({
      stderr: expect.stringMatching(/TypeError: broke while stopping/),
      exitCode: 1,
    });
  });

  it('ends the process at once when another follows, whichever', async () => {
    const { child, ended } = start('stubborn');
    await once(child.stderr, 'data');
    child.kill('SIGTERM');
    const impatience = setInterval(() => child.kill('SIGINT'), 50);
    const { exitCode, signal } = await ended;
    clearInterval(impatience);
    expect([exitCode, signal]).toEqual([null, 'SIGINT']);
  });
});
