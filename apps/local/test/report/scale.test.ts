import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountClasses, classOf, limitClasses, roundStep } from '../../src/report/scale.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('limitClasses', () => {
  test('puts the limit itself within, and a little more above', () => {
    const scale = limitClasses(45);
    expect(classOf(45, scale)).toMatchObject({ colour: 'limit2', label: '22.5–45' });
    expect(classOf(45.1, scale).colour).toBe('limit3');
    expect(scale.map((one) => one.label)).toEqual(['≤ 22.5', '22.5–45', '45–67.5', '67.5–90', '> 90']);
  });
});

describe('amountClasses', () => {
  test('has at most six classes of round bounds, the last without an end', () => {
    expect(amountClasses([12.9, 47.4]).map((one) => one.label)).toEqual(['≤ 20', '20–30', '30–40', '> 40']);
    expect(amountClasses([]).map((one) => one.label)).toEqual(['all']);
    expect(amountClasses([3, 3]).map((one) => one.label)).toEqual(['all']);
  });

  test('gives every value a class, in order', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
        const scale = amountClasses(values);
        expect(scale.length).toBeLessThanOrEqual(6);
        const places = values.toSorted((left, right) => left - right).map((one) => scale.indexOf(classOf(one, scale)));
        expect(places).not.toContain(-1);
        expect(places).toEqual(places.toSorted((left, right) => left - right));
      }),
    );
  });
});

test('a round step is 1, 2, 2.5 or 5 times a power of ten, and never too small', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (step) => {
      const round = roundStep(step);
      expect(round).toBeGreaterThanOrEqual(step * 0.999);
      expect(round).toBeLessThanOrEqual(step * 2.6);
      const mantissa = round / 10 ** Math.floor(Math.log10(round) + 1e-9);
      expect([1, 2, 2.5, 5].some((one) => Math.abs(mantissa - one) < 1e-6)).toBe(true);
    }),
  );
});
