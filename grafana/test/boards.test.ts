import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { committed, read } from '../src/committed.ts';
import { files } from '../src/files.ts';
import { boards, dataSources, panels } from './files.ts';

const uids = boards.map(({ uid }) => uid);
const titled = panels.map(({ board, panel }) => [`${board.title}: ${panel.title}`, panel, board] as const);
const starPanels = titled.filter(([, panel]) => panel.datasource.uid === 'star');

describe('the generated files', () => {
  it('are what the sources make: run `pnpm generate` where this fails', () => {
    for (const [path, text] of Object.entries(files())) expect(read(path)).toBe(text);
    const generated = [...committed('dashboards/**/*.json'), ...committed('provisioning/alerting/*.yaml')];
    expect(generated.toSorted()).toEqual(Object.keys(files()).toSorted());
  });
});

describe('the boards', () => {
  it('are three, in the classic schema that Grafana takes from files', () => {
    expect(uids.toSorted()).toEqual(['air-now', 'pipeline', 'station']);
    for (const { schemaVersion } of boards) expect(schemaVersion).toBe(42);
  });

  it('number their panels, each once', () => {
    for (const board of boards) {
      expect(board.panels.map(({ id }) => id)).toEqual(board.panels.map((_, index) => index + 1));
    }
  });

  it('lay panels side by side: none over another, none beyond the edge, and no gap in a row', () => {
    for (const board of boards) {
      const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, cell) => (y + Math.floor(cell / w)) * 24 + x + (cell % w)),
      );
      for (const { gridPos } of board.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(cells.toSorted((left, right) => left - right)).toEqual(cells.map((_, index) => index));
    }
  });

  it('lead to each other, and to no board that there is not', () => {
    for (const board of boards) {
      for (const link of board.links) expect(link).not.toHaveProperty('placement');
      const others = uids.filter((uid) => uid !== board.uid).map((uid) => `/d/${uid}`);
      expect(board.links.map(({ url }) => url).toSorted()).toEqual(others.toSorted());
    }
    const inPanels = [...JSON.stringify(panels).matchAll(/\/d\/([\w-]+)\?([^"\\]*)/g)];
    expect(inPanels.length).toBeGreaterThan(2);
    for (const [, uid = '', query = ''] of inPanels) {
      expect(uids).toContain(uid);
      const variables = boards.find((board) => board.uid === uid)?.templating.list?.map(({ name }) => name);
      for (const [, name] of query.matchAll(/var-(\w+)=/g)) expect(variables).toContain(name);
    }
  });

  it('name the sources of the data wherever they show some', () => {
    const withAttribution = starPanels.filter(([, panel]) => panel.title.startsWith('Data: OpenAQ'));
    expect(withAttribution.map(([, , { uid }]) => uid).toSorted()).toEqual(['air-now', 'station']);
  });

  it('use only variables that they have', () => {
    for (const board of boards) {
      const known = board.templating.list?.map(({ name }) => name) ?? [];
      const used = [...JSON.stringify(board).matchAll(/\$\{(?!__)(\w+)/g)].map(([, name = '']) => name);
      expect(known).toEqual(expect.arrayContaining(used));
    }
  });
});

describe('a panel', () => {
  it.each(titled)('%s: asks a data source that is provisioned, in its unit', (_, panel) => {
    const source = dataSources.find(({ uid }) => uid === panel.datasource.uid);
    expect(source?.type).toBe(panel.datasource.type);
    expect(panel.targets).toHaveLength(1);
    for (const target of panel.targets) expect(target.datasource).toEqual(panel.datasource);
    expect(panel.fieldConfig.defaults.unit).toMatch(/./);
  });

  it('draws its map without tiles', () => {
    const maps = panels.filter(({ panel }) => panel.type === 'geomap');
    expect(maps).toHaveLength(1);
    expect(maps[0]?.panel.options['basemap']).toMatchObject({
      type: 'geojson',
      config: { src: 'public/maps/countries.geojson' },
    });
    // Fitted to the countries it would show the world.
    expect(maps[0]?.panel.options['view']).toMatchObject({ id: 'fit', allLayers: false, layer: 'Stations' });
    expect(JSON.stringify(panels)).not.toMatch(/https?:/);
  });
});

describe('the state of a run', () => {
  it('has one colour, in the table and over time', () => {
    const colourBy = (title: string, id: string) => {
      const panel = panels.find((one) => one.panel.title === title)?.panel;
      return panel?.fieldConfig.overrides.map(
        ({ matcher, properties }) => [matcher.options, properties.find((one) => one.id === id)?.value] as const,
      );
    };
    const inTable = new Map(colourBy('What is the state of each DAG?', 'mappings')).get('State');
    const overTime = colourBy('Runs by hour', 'color') ?? [];
    expect(overTime.map(([state]) => state)).toEqual(['success', 'failed', 'running', 'queued']);
    for (const [state, colour] of overTime) {
      const { fixedColor: color } = colour as { fixedColor: string };
      expect(inTable).toMatchObject([{ type: 'value', options: { [state]: { color } } }]);
    }
  });
});

describe('PromQL', () => {
  it('names only metrics that the ingestors declare: Prometheus reads nothing else', () => {
    const source = readFileSync(new URL('../../apps/ingestor/src/metrics.ts', import.meta.url), 'utf8');
    const declared = [...source.matchAll(/new (\w+)\(\{\s+name: '(\w+)'/g)].flatMap(([, kind, name = '']) =>
      kind === 'Histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
    const text = [...committed('dashboards/**/*.json'), 'provisioning/alerting/airstar.yaml'].map(read).join('\n');
    const used = text.match(/\bairstar_(?!reader)\w+/g) ?? [];
    expect(new Set(used).size).toBeGreaterThan(2);
    expect(declared).toEqual(expect.arrayContaining(used));
  });
});
