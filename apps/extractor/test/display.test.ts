import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createDisplay } from '../src/display.ts';

function startDisplay(isTerminal: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY: isTerminal, columns: 80 }) as unknown as NodeJS.WriteStream;
  const time = { now: 0 };
  const display = createDisplay({ stream, clock: () => time.now });
  return { display, time, text: () => String((stream as unknown as PassThrough).read() ?? '') };
}

const progress = (sensorsDone: number, published: number) => ({ sensors: 3, sensorsDone, published });

describe('progress elsewhere than on a terminal', () => {
  test('is a line at most every 10 s', () => {
    const { display, time, text } = startDisplay(false);
    display.update(progress(0, 0));
    for (time.now = 1000; time.now < 10_000; time.now += 1000) display.update(progress(1, time.now));
    time.now = 10_000;
    display.update(progress(1, 12_000));
    expect(text()).toBe('0 of 3 sensors, 0 readings published\n1 of 3 sensors, 12,000 readings published\n');
  });

  test('ends with the last state, said once', () => {
    const { display, text } = startDisplay(false);
    display.update(progress(0, 0));
    display.line('Waiting.');
    display.update(progress(3, 5));
    display.close();
    display.close();
    expect(text()).toBe('0 of 3 sensors, 0 readings published\nWaiting.\n3 of 3 sensors, 5 readings published\n');
  });

  test('says nothing where there was none', () => {
    const { display, text } = startDisplay(false);
    display.close();
    expect(text()).toBe('');
  });
});

test('on a terminal progress is a bar', () => {
  const { display, text } = startDisplay(true);
  display.update(progress(1, 1000));
  display.close();
  expect(text()).toMatch(/1\/3 sensors, 1,000 readings/);
});
