import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identify, isAlive, startTicks } from '../src/process-identity.ts';
import { endProcess, signalProcess } from '../src/processes.ts';

const stat = (name: string, state: string, threads: number, ticks: number): string =>
  `42 (${name}) ${state} ${Array(16).fill('7').join(' ')} ${threads} 0 ${ticks} 9 9\n`;

describe('startTicks', () => {
  test('finds the start whatever the program is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (name, ticks) => {
        expect(startTicks(stat(name, 'S', 1, ticks))).toBe(String(ticks));
      }),
    );
  });

  test('a zombie is over, but not while its other threads still hold ports and files', () => {
    expect(startTicks(stat('java', 'Z', 1, 5))).toBeUndefined();
    expect(startTicks(stat('java', 'Z', 3, 5))).toBe('5');
    expect(startTicks(stat('java', 'X', 1, 5))).toBeUndefined();
  });
});

describe('identify', () => {
  test('names a process by number and birth, the same each time', () => {
    const self = identify(process.pid);
    expect(self).toEqual(identify(process.pid));
    expect(self && isAlive(self)).toBe(true);
  });

  test('a process that ended is nobody', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    const identity = identify(child.pid!)!;
    await endProcess(identity, 'SIGTERM', 5000);
    expect(isAlive(identity)).toBe(false);
    expect(identify(child.pid!)).toBeUndefined();
  });
});

describe('signals', () => {
  test('reach nobody who merely has the number', async () => {
    const stranger = spawn('sleep', ['60']);
    await once(stranger, 'spawn');
    signalProcess({ pid: stranger.pid!, birth: 'another' }, 'SIGKILL');
    await endProcess({ pid: stranger.pid!, birth: 'another' }, 'SIGKILL', 1000);
    expect(identify(stranger.pid!)).toBeDefined();
    stranger.kill('SIGKILL');
  });

  test('a process that ignores the request is killed after the time', async () => {
    const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo ready; while true; do sleep 0.1; done']);
    await once(stubborn.stdout, 'data');
    const identity = identify(stubborn.pid!)!;
    await endProcess(identity, 'SIGTERM', 1);
    expect(isAlive(identity)).toBe(false);
  });
});
