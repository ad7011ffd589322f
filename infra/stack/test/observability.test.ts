import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { base, composeFile } from './compose-file.ts';
import { pathOf, read } from './repository.ts';

const { services } = composeFile(base);
const grafana = services['grafana'];
const provisioning = globSync('grafana/provisioning/**/*.yaml', { cwd: pathOf('.') });

describe('Grafana', () => {
  it('is told every variable that its provisioning takes from the environment', () => {
    const taken = provisioning.flatMap((file) => [...read(file).matchAll(/(?<!\$)\$\{?([A-Z]\w+)/g)]);
    expect(taken.length).toBeGreaterThan(0);
    for (const [, name] of taken) expect(Object.keys(grafana?.environment ?? {})).toContain(name);
  });

  it('asks services that exist, on ports that they serve', () => {
    const urls = provisioning.flatMap((file) => [...read(file).matchAll(/^\s+url: (?:https?:\/\/)?([\w-]+):(\d+)/gm)]);
    expect(urls.map(([, service]) => service).sort()).toEqual(['postgres', 'postgres', 'prometheus']);
    for (const [, service = '', port = ''] of urls) {
      expect(services[service]?.ports?.map((published) => published.split(':').at(-1))).toContain(port);
    }
  });

  it('finds the boards where they are mounted', () => {
    const paths = provisioning.flatMap((file) => [...read(file).matchAll(/\bpath: (\/[\w/]+)/g)]);
    expect(paths.length).toBeGreaterThan(0);
    for (const [, path = ''] of paths) expect(grafana?.volumes).toContain(`../grafana/dashboards:${path}:ro`);
  });
});

interface PrometheusFile {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
  }[];
}

describe('Prometheus', () => {
  it('reads services that exist, on the port on which they serve their metrics', () => {
    const { scrape_configs: jobs } = parse(read('infra/prometheus/prometheus.yml')) as PrometheusFile;
    const targets = jobs.flatMap((job) => job.dns_sd_configs ?? []);
    expect(targets.length).toBeGreaterThan(0);
    for (const { names, port } of targets) {
      for (const name of names) {
        expect(services[name]?.environment).toMatchObject({ HEALTH_HOST: '0.0.0.0', HEALTH_PORT: port });
      }
    }
  });
});
