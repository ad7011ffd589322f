import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceInMetres } from '../src/geodesy.ts';
import { pythonRepr } from '../src/query/python-repr.ts';
import { wireFloat } from '../src/wire-number.ts';

describe('floats on the wire', () => {
  it.each([
    [100, '100.0'],
    [0, '0.0'],
    [-999, '-999.0'],
    [17.4, '17.4'],
    [7.949999928474426, '7.949999928474426'],
    [0.00001, '0.00001'],
    [0.000009, '9e-6'],
    [-1.5e-7, '-1.5e-7'],
    [9_007_199_254_740_992, '9007199254740992.0'],
    [1e16, '1e16'],
    [1.05e34, '1.05e34'],
  ])('%d is written %s', (value, text) => {
    expect(wireFloat(value)).toBe(text);
  });

  it('are read back as the same number and never look like an integer', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(JSON.parse(wireFloat(value)) === value).toBe(true);
        expect(wireFloat(value)).toMatch(/[.e]/);
      }),
    );
  });
});

describe('Python text', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", `"it's"`],
    [`both ' and "`, `'both \\' and "'`],
    ['back\\slash\n', "'back\\\\slash\\n'"],
    [3, '3'],
    [['query', 'id', 0], "('query', 'id', 0)"],
    [{ le: 1, pattern: 'x' }, "{'le': 1, 'pattern': 'x'}"],
  ])('of %j is %s', (value, text) => {
    expect(pythonRepr(value)).toBe(text);
  });
});

describe('distances', () => {
  const at = (latitude: number, longitude: number) => ({ latitude, longitude });

  it.each([
    // Along the equator a degree is a⋅π/180; along a meridian the figures are GeographicLib's.
    ['0.1° of the equator', at(0, 0), at(0, 0.1), 11_131.949],
    ['0.1° north of the equator', at(0, 0), at(0.1, 0), 11_057.428],
    ['over the date line', at(0, 179.95), at(0, -179.95), 11_131.949],
    ['nowhere', at(20.6, -103.3), at(20.6, -103.3), 0],
  ])('%s', (_title, a, b, metres) => {
    expect(distanceInMetres(a, b)).toBeCloseTo(metres, 2);
    expect(distanceInMetres(b, a)).toBeCloseTo(metres, 2);
  });
});
