import { expect, it } from 'vitest';
import { Problems, UsageError } from '../src/index.ts';

it('tells every problem at once', () => {
  expect(new UsageError('airstar run', ['--from is late', '--to is early']).message).toBe(
    'airstar run: 2 problems\n  --from is late\n  --to is early',
  );
  expect(new UsageError('environment', ['A is not set']).message).toBe('environment: a problem\n  A is not set');
});

it('collects the problems of several checks, and lets other errors through', () => {
  const problems = new Problems('airstar run');
  problems.throwIfAny();
  expect(problems.take(() => 1)).toBe(1);
  const refused = (): number => {
    throw new UsageError('x', ['first']);
  };
  expect(problems.take(refused)).toBeUndefined();
  problems.add('second');
  expect(() => {
    problems.throwIfAny();
  }).toThrow('airstar run: 2 problems\n  first\n  second');
  const broken = (): number => {
    throw new TypeError('our own bug');
  };
  expect(() => problems.take(broken)).toThrow(TypeError);
});

it('gives the results of several checks, or the problems of all of them', () => {
  const [number, text] = new Problems('airstar run').takeAll(
    () => 1,
    () => 'one',
  );
  expect([number + 1, text.length]).toEqual([2, 3]);
  const refused = (problem: string) => (): number => {
    throw new UsageError('x', [problem]);
  };
  expect(() => new Problems('airstar run').takeAll(refused('first'), () => 1, refused('second'))).toThrow(
    'airstar run: 2 problems\n  first\n  second',
  );
});
