import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conversionFactor, findParameter, normaliseUnit, whoGuidelines } from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const example = /```ts\n(.*?)```/s
  .exec(readme)![1]!
  .split('\n')
  .filter((line) => line.includes('; // '));

test.each([
  [`normaliseUnit('ug/m3')`, normaliseUnit('ug/m3')],
  [`findParameter('no2')?.canonicalUnit`, findParameter('no2')?.canonicalUnit],
  [`conversionFactor('no2', 'ppb', 'µg/m³')`, conversionFactor('no2', 'ppb', 'µg/m³')?.toFixed(4)],
  [`conversionFactor('no2', 'ppb', 'µg/m³', 20)`, conversionFactor('no2', 'ppb', 'µg/m³', 20)?.toFixed(4)],
  [
    `whoGuidelines.find(({ parameterName }) => parameterName === 'pm25')?.interimTargets`,
    whoGuidelines.find(({ parameterName }) => parameterName === 'pm25')?.interimTargets,
  ],
])('the README says what %s gives', (expression, value) => {
  const printed = typeof value === 'string' && /^[\d.]+$/.test(value) ? value : JSON.stringify(value);
  expect(example).toContain(`${expression}; // ${printed}`);
});
