import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversionFactor, molarVolume, parameters, unitSpellings, type Unit } from '../src/index.ts';

const micrograms = '\u00b5g/m³';
const units = Object.keys(unitSpellings) as Unit[];

describe('molar volume', () => {
  test.each([
    [0, 22.414],
    [20, 24.055],
    [25, 24.465],
  ])('at %d °C is %d litres', (temperature, litres) => {
    expect(molarVolume(temperature)).toBeCloseTo(litres, 3);
  });
});

describe('µg/m³ per ppb at 0, 20 and 25 °C, within the printed precision', () => {
  const printed: [string, [string, string, string]][] = [
    ['o3', ['2.141', '1.995', '1.962']],
    ['no2', ['2.053', '1.9125', '1.880']],
    ['no', ['1.339', '1.247', '1.226']],
    ['so2', ['2.858', '2.663', '2.619']],
    ['co', ['1.250', '1.164', '1.145']],
    ['nh3', ['0.760', '0.708', '0.696']],
    ['ch4', ['0.716', '0.667', '0.656']],
    ['benzene', ['3.485', '3.247', '3.193']],
    ['h2s', ['1.520', '1.417', '1.393']],
  ];
  const cells = printed.flatMap(([name, row]) => [0, 20, 25].map((at, index) => [name, at, row[index]!] as const));

  test.each(cells)('%s at %d °C is %s', (name, temperature, text) => {
    const decimals = text.split('.')[1]!.length;
    const factor = conversionFactor(name, 'ppb', micrograms, temperature)!;
    expect(Math.abs(factor - Number(text))).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-12);
  });

  test('NOx is stated as NO2', () => {
    expect(conversionFactor('nox', 'ppb', micrograms)).toBe(conversionFactor('no2', 'ppb', micrograms));
  });

  test('25 °C is the temperature where none is given', () => {
    expect(conversionFactor('o3', 'ppb', micrograms)).toBe(conversionFactor('o3', 'ppb', micrograms, 25));
  });

  test.each([
    ['o3', 1.9957],
    ['so2', 2.6609],
  ])('%s at 20 °C is within 0.1 %% of the factor that Defra prints', (name, defra) => {
    expect(Math.abs(conversionFactor(name, 'ppb', micrograms, 20)! / defra - 1)).toBeLessThan(0.001);
  });
});

describe('molar masses', () => {
  const weights: Record<string, number> = { H: 1.008, C: 12.011, N: 14.007, O: 15.999, S: 32.06 };
  test.each([
    ['o3', 'OOO'],
    ['no2', 'NOO'],
    ['nox', 'NOO'],
    ['no', 'NO'],
    ['so2', 'SOO'],
    ['co', 'CO'],
    ['nh3', 'NHHH'],
    ['ch4', 'CHHHH'],
    ['benzene', 'CCCCCCHHHHHH'],
    ['h2s', 'HHS'],
  ])('%s is the sum of its atoms within 0.01 g/mol', (name, atoms) => {
    const sum = Array.from(atoms).reduce((total, atom) => total + weights[atom]!, 0);
    expect(Math.abs(parameters.find((one) => one.name === name)!.molarMass! - sum)).toBeLessThan(0.01);
  });
});

describe('factors between units of one quantity', () => {
  test.each([
    ['co', 'ppm', 'ppb', 1000],
    ['o3', 'pphm', 'ppb', 10],
    ['co', 'mg/m³', micrograms, 1000],
    ['bc', 'ng/m³', micrograms, 0.001],
    ['pm25', micrograms, micrograms, 1],
    ['co2', 'ppb', 'ppm', 0.001],
    ['pressure', 'hPa', 'hPa', 1],
  ] as const)('%s from %s to %s is exactly %d, at any temperature', (name, from, to, factor) => {
    expect(conversionFactor(name, from, to, 0)).toBe(factor);
    expect(conversionFactor(name, from, to, 25)).toBe(factor);
  });
});

describe('where no factor can be', () => {
  test.each([
    ['particles as a mixing ratio', 'pm25', 'ppm', micrograms],
    ['particles as a mixing ratio, unchanged', 'pm25', 'ppm', 'ppm'],
    ['Fahrenheit to Celsius', 'temperature', '°F', '°C'],
    ['CO₂ as a mass', 'co2', 'ppm', micrograms],
    ['a pressure of ozone', 'o3', 'hPa', micrograms],
    ['a parameter nobody knows', 'plutonium', micrograms, micrograms],
  ] as const)('%s is undefined', (_, name, from, to) => {
    expect(conversionFactor(name, from, to)).toBeUndefined();
  });

  test('Fahrenheit stays Fahrenheit', () => {
    expect(conversionFactor('temperature', '°F', '°F')).toBe(1);
  });
});

test('a value survives the way to any unit and back within 1e-9', () => {
  // Not below 1e-9: a subnormal has no nine digits to lose.
  const value = fc.double({ min: 1e-9, max: 1e6, noNaN: true });
  const temperature = fc.double({ min: -40, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...parameters),
      fc.constantFrom(...units),
      fc.constantFrom(...units),
      value,
      temperature,
      ({ name }, from, to, original, at) => {
        const there = conversionFactor(name, from, to, at);
        const back = conversionFactor(name, to, from, at);
        expect(there === undefined).toBe(back === undefined);
        if (there === undefined || back === undefined) return;
        expect(Math.abs(original * there * back - original)).toBeLessThanOrEqual(1e-9 * Math.abs(original));
      },
    ),
    { numRuns: 2000 },
  );
});
