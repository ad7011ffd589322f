import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoDate, isoInstant } from '../src/steps/iso-text.ts';

const instants = fc.oneof(
  fc.integer({ min: 0, max: Date.UTC(9999, 0) / 60_000 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: 0, max: Date.UTC(9999, 0) }),
);

it('writes instants as toISOString does, again and again', () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const text = new Date(instant).toISOString();
      expect([isoInstant(instant), isoInstant(instant)]).toEqual([text, text]);
      expect(isoDate(Math.floor(instant / 86_400_000))).toBe(text.slice(0, 10));
    }),
  );
});
