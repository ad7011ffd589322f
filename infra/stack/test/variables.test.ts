import { describe, expect, it } from 'vitest';
import { base, dockerfileOf, overrides, servicesOf, type Service } from './compose-file.ts';
import { read } from './repository.ts';

const example = read('.env.example');
const named = [...example.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name).sort();

describe('.env.example', () => {
  it('holds the variables that Compose reads, all of them and no others', () => {
    const used = [base, ...overrides].flatMap((file) => [...read(file).matchAll(/(?<!\$)\$\{?(\w+)/g)]);
    expect([...new Set(used.map(([, name]) => name))].sort()).toEqual(named);
  });

  it('holds no values: what is empty has its default', () => {
    expect(example).not.toMatch(/^\w+=./m);
  });

  it('every variable has one default, wherever it is read', () => {
    const defaults = new Map<string, Set<string>>();
    for (const [, name = '', value = ''] of read(base).matchAll(/(?<!\$)\$\{(\w+):-([^}]*)\}/g)) {
      defaults.set(name, (defaults.get(name) ?? new Set()).add(value));
    }
    expect([...defaults].filter(([, values]) => values.size > 1)).toEqual([]);
  });

  it('no variable is read without a default: a stack without .env comes up, and says nothing', () => {
    expect(read(base).match(/(?<!\$)\$(\{\w+\}|\w+)/g)).toBeNull();
  });
});

/** Names that an app's env.ts knows, with those of the log where it takes them. */
function variablesOf(app: string): Set<string> {
  const source = read(`apps/${app}/src/env.ts`);
  const log = source.includes('logVariables') ? read('packages/app-process/src/environment/log.ts') : '';
  return new Set([...(source + log).matchAll(/^\s+([A-Z][A-Z0-9_]+):? /gm)].map(([, name = '']) => name));
}

describe('what a container of ours is told', () => {
  const told = servicesOf(base).flatMap(([name, service]) => {
    const app = /^apps\/(\w+)\//.exec(dockerfileOf(service) ?? '')?.[1];
    return app === undefined ? [] : [[name, app, service] as [string, string, Service]];
  });

  it.each(told)('%s: the %s knows it', (_name, app, { environment = {} }) => {
    expect([...variablesOf(app)]).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  it('the DAGs know what Airflow is told for them', () => {
    const settings = read('airflow/plugins/airstar_airflow/settings.py');
    const airflow = servicesOf(base).find(([name]) => name === 'airflow-scheduler')?.[1].environment ?? {};
    const ours = Object.keys(airflow).filter((name) => !name.startsWith('AIRFLOW__') && name !== 'DOCKER_HOST');
    expect(ours.length).toBeGreaterThan(10);
    for (const name of ours) expect(settings).toContain(`"${name.replace(/^AIRSTAR_(LOADER|SPARK)_/, '')}"`);
  });

  it.each([
    ['extractor', ['OPENAQ_API_KEY', 'OPENAQ_BASE_URL', 'OPENAQ_LEDGER_FILE', 'KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL']],
    ['ingestor', ['KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'MONGODB_URI']],
    ['loader', ['DATABASE_URL']],
  ])('the %s reads what Airflow hands to it', (app, names) => {
    expect([...variablesOf(app)]).toEqual(expect.arrayContaining(names));
  });
});
