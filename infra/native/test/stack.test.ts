import { describe, expect, test } from 'vitest';
import { redacted } from '../src/launch.ts';
import { definitionOf, withCompanions } from '../src/services/catalogue.ts';
import { properties } from '../src/services/java.ts';
import { serviceNames } from '../src/services/names.ts';
import { startAll } from '../src/stack.ts';

const names = (...wanted: readonly string[]) => withCompanions(wanted).map(({ name }) => name);

describe('withCompanions', () => {
  test('Kafka 3.9 brings ZooKeeper before it, Spark its workers behind it', () => {
    expect(names('kafka-3.9')).toEqual(['zookeeper', 'kafka-3.9']);
    expect(names('spark', 'mongodb')).toEqual(['mongodb', 'spark', 'spark-worker-1', 'spark-worker-2']);
    expect(names('kafka-4', 'kafka-4')).toEqual(['kafka-4']);
  });

  test('every name has a definition, and everything it needs comes earlier', () => {
    serviceNames.forEach((name, index) => {
      for (const need of definitionOf(name).needs) expect(serviceNames.indexOf(need)).toBeLessThan(index);
    });
  });

  test('an unknown name is refused with those that there are', () => {
    expect(() => names('kafka')).toThrow(/no service kafka\. There are: zookeeper, kafka-3\.9/);
  });
});

describe('startAll', () => {
  const both = withCompanions(['kafka-3.9', 'mongodb']);

  test('starts all at once, but a broker only when its ZooKeeper is ready', async () => {
    const events: string[] = [];
    await startAll(both, async ({ name }) => {
      events.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ready`);
    });
    expect(events.slice(0, 2)).toEqual(['zookeeper starts', 'mongodb starts']);
    expect(events.indexOf('kafka-3.9 starts')).toBeGreaterThan(events.indexOf('zookeeper ready'));
  });

  test('a failure is thrown once, when the others have come to their end, and nothing starts behind it', async () => {
    const started: string[] = [];
    const starting = startAll(both, async ({ name }) => {
      if (name === 'zookeeper') throw new Error('no ZooKeeper');
      await new Promise((resolve) => setImmediate(resolve));
      started.push(name);
    });
    await expect(starting).rejects.toThrow(/^no ZooKeeper$/);
    expect(started).toEqual(['mongodb']);
  });

  test('several failures are told together', async () => {
    const starting = startAll(both, async ({ name }) => Promise.reject(new Error(`no ${name}`)));
    await expect(starting).rejects.toThrow(/^no zookeeper\nno mongodb$/);
  });
});

describe('what people see', () => {
  test('an address is shown without its password', () => {
    expect(redacted('postgresql://postgres:p%40ss@127.0.0.1:1234/postgres')).toBe(
      'postgresql://postgres@127.0.0.1:1234/postgres',
    );
    expect(redacted('mongodb://127.0.0.1:1234')).toBe('mongodb://127.0.0.1:1234');
  });

  test('settings are lines of key and value', () => {
    expect(properties({ 'a.b': 1, c: false, d: 'x:y' })).toBe('a.b=1\nc=false\nd=x:y\n');
  });
});
