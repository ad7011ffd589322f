import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseUnit, parameters, unitSpellings, type Unit } from '../src/index.ts';

const units = Object.keys(unitSpellings) as Unit[];

test.each([
  ['\u00b5g/m³', '\u00b5g/m³'],
  ['\u03bcg/m³', '\u00b5g/m³'],
  ['ug/m3', '\u00b5g/m³'],
  ['ugm3', '\u00b5g/m³'],
  ['mg/m³', 'mg/m³'],
  ['ppm', 'ppm'],
  ['umol/mol', 'ppm'],
  ['ppb', 'ppb'],
  ['pphm', 'pphm'],
  ['c', '°C'],
  ['°C', '°C'],
  ['f', '°F'],
  ['hpa', 'hPa'],
  ['mb', 'hPa'],
])('%s is read as %s', (spelling, unit) => {
  expect(normaliseUnit(spelling)).toBe(unit);
});

test('the micro of every normal form is U+00B5', () => {
  expect(units.filter((unit) => unit.includes('\u03bc'))).toEqual([]);
});

test('normalising twice is normalising once, whatever the text', () => {
  const spelling = fc.oneof(fc.constantFrom(...Object.values(unitSpellings).flat()), fc.string());
  fc.assert(
    fc.property(spelling, (text) => {
      const unit = normaliseUnit(text);
      expect(unit === undefined || normaliseUnit(unit) === unit).toBe(true);
    }),
  );
});

test('no spelling means two units', () => {
  const spellings = Object.values(unitSpellings).flat();
  expect(new Set(spellings).size).toBe(spellings.length);
});

test.each(['', 'ug/m2', 'iaq', 'MB', '__proto__', ' ppm'])('%j is not a unit we know', (spelling) => {
  expect(normaliseUnit(spelling)).toBeUndefined();
});

test('every parameter and unit of the OpenAQ list is understood, but for what cannot be', () => {
  const published = `
    pm10 µg/m³|pm25 µg/m³|o3 µg/m³|co µg/m³|no2 µg/m³|so2 µg/m³|no2 ppm|co ppm|so2 ppm|o3 ppm|bc µg/m³|co2 umol/mol
    no2 ppb|bc ng/m3|pm1 µg/m³|co2 ppm|wind_direction deg|nox ppb|no ppb|rh %|nox µg/m³|ch4 ppm|pn particles/cm³|o3 ppb
    ufp particles/cm³|wind_speed m/s|no ppm|ambient_temp deg_c|pressure hpa|pm25-old ugm3|relativehumidity %
    temperature c|so2 ppb|co ppb|um003 particles/cm³|um010 particles/cm³|temperature f|um050 particles/cm³
    um025 particles/cm³|pm100 µg/m³|pressure mb|um005 particles/cm³|humidity %|um100 particles/cm³|ozone ppb|nox ppm
    no µg/m³|pm4 µg/m³|bc_375 ng/m³|bc_470 ng/m³|bc_528 ng/m³|bc_625 ng/m³|bc_880 ng/m³|bc_370 ng/m³`;
  const pairs = published.split(/\||\n/).map((pair) => pair.trim().split(' '));
  const known = new Set(parameters.map(({ name }) => name));
  const missing = pairs.filter(
    ([name, unit]) => name !== '' && (!known.has(name!) || normaliseUnit(unit!) === undefined),
  );
  expect(missing).toEqual([]);
});
