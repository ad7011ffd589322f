import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOpenAqClient, OpenAqArgumentError, type TimeWindow } from '../src/index.ts';
import { formatInstant, readWindow } from '../src/resources/window.ts';
import { createWindowCursor } from '../src/resources/window-cursor.ts';
import { thrownBy } from './thrown-by.ts';

const instants = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

describe('what is accepted', () => {
  test('an offset names the same instant as Z', () => {
    expect(readWindow({ from: '2025-09-19T18:00:00-06:00', to: '2025-09-20T05:45:00+05:45' })).toEqual([
      { path: 'to', message: 'must be after from: the window is empty' },
    ]);
    expect(readWindow({ from: '2025-09-20T00:00:00.000Z', to: new Date('2025-09-20T01:00:00Z') })).toEqual({
      from: Date.UTC(2025, 8, 20),
      to: Date.UTC(2025, 8, 20, 1),
    });
  });

  test.each([
    '2025-09-20',
    '2025-09-20T00:00:00',
    '2025-02-30T00:00:00Z',
    '2025-09-20 00:00:00Z',
    '2025-09-20T00:00Z',
    'yesterday',
    '',
    0,
    null,
  ])('%j is refused: it is no absolute instant', (value) => {
    const window = { from: value, to: '2030-01-01T00:00:00Z' } as unknown as TimeWindow;
    expect(readWindow(window)).toEqual([
      { path: 'from', message: expect.stringContaining('Z or an offset') as string },
    ]);
  });

  test('years that OpenAQ cannot read are refused', () => {
    const problems = readWindow({ from: new Date('-000001-01-01T00:00:00Z'), to: new Date('+010000-01-01T00:00:00Z') });
    expect(problems).toMatchObject([{ path: 'from' }, { path: 'to' }]);
  });
});

test('whatever the instant, what is sent is UTC with Z, free of +, and names exactly that instant', () => {
  fc.assert(
    fc.property(instants, (date) => {
      const text = formatInstant(date.getTime());
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
      expect(Date.parse(text)).toBe(date.getTime());
    }),
  );
});

test('any two instants in order are a window, and in the wrong order are none', () => {
  fc.assert(
    fc.property(instants, instants, (one, other) => {
      fc.pre(one.getTime() !== other.getTime());
      const [from, to] = one < other ? [one, other] : [other, one];
      expect(readWindow({ from, to: to.toISOString() })).toEqual({ from: from.getTime(), to: to.getTime() });
      expect(readWindow({ from: to, to: from })).toEqual([{ path: 'to', message: 'must be after from' }]);
    }),
  );
});

test('everything wrong with a call is reported at once, before any request', () => {
  const client = createOpenAqClient({ baseUrl: 'http://127.0.0.1:1' });
  const sensor = { sensorId: 0, locationId: 1.5, timezone: '' };
  const error = thrownBy(OpenAqArgumentError, () =>
    client.sensors.measurements(sensor, { from: '2025', to: '2026' }, { sliceSpan: 1 }),
  );
  expect(error.problems.map((problem) => problem.path)).toEqual([
    'sensor.sensorId',
    'sensor.locationId',
    'sensor.timezone',
    'sliceSpan',
    'from',
    'to',
  ]);
});

describe('slices', () => {
  test('whatever is halved and however far each slice is read, the parts read join without gap or overlap', () => {
    const steps = fc.array(fc.oneof(fc.constant('halve' as const), fc.double({ min: 0.001, max: 1, noNaN: true })));
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 1, max: 1e11 }),
        fc.integer({ min: 1, max: 1e10 }),
        fc.integer({ min: 1, max: 1e9 }),
        steps,
        (from, length, span, shortest, actions) => {
          const window = { from, to: from + length };
          // Bounded: a window of years in slices of a millisecond would never end.
          const cursor = createWindowCursor(window, Math.max(span, length / 100), Math.max(shortest, length / 100));
          let reached = from;
          for (let index = 0; ; index += 1) {
            const slice = cursor.position();
            if (slice === undefined) break;
            expect(slice.from).toBe(reached);
            expect(slice.to).toBeGreaterThan(slice.from);
            expect(slice.to).toBeLessThanOrEqual(window.to);
            const action = actions[index];
            if (action === 'halve') {
              if (cursor.isDivisible()) cursor.halve();
              continue;
            }
            const share = Math.ceil((slice.to - slice.from) * (action ?? 1));
            reached = Math.min(slice.from + share, slice.to);
            cursor.advance(reached);
          }
          expect(reached).toBe(window.to);
        },
      ),
    );
  });

  test('halving ends at the shortest slice', () => {
    const cursor = createWindowCursor({ from: 0, to: 100 }, 1000, 30);
    const lengths: number[] = [];
    while (cursor.isDivisible()) {
      cursor.halve();
      lengths.push(cursor.position()?.to ?? NaN);
    }
    expect(lengths).toEqual([50, 30]);
  });
});
