import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/render.ts';
import { all, attribute, byId, inside, parsePage, rows, text } from './document.ts';
import { accountingOf, recordedData, stations } from './recorded.ts';

const data = recordedData();
const html = renderReport(data);
const page = parsePage(html);
// One pollutant is enough where the page around the charts matters: drawing is what takes time.
const light = { ...data, parameters: data.parameters.filter(({ name }) => name === 'co') };

describe('a report of recorded readings', () => {
  test('is HTML that a browser need not mend, without an id twice', () => {
    expect(page.errors).toEqual([]);
    const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? []);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('fetches nothing, and may fetch nothing', () => {
    const policy = attribute(
      all(page, 'meta').find((meta) => attribute(meta, 'http-equiv') !== undefined)!,
      'content',
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    for (const element of page.elements) {
      expect(['link', 'img', 'iframe', 'object', 'embed', 'image', 'use', 'base', 'form']).not.toContain(
        element.tagName,
      );
      for (const name of ['src', 'srcset', 'href', 'xlink:href', 'data']) {
        if (element.tagName !== 'a') expect(attribute(element, name) ?? '').not.toMatch(/^(?:\w+:)?\/\//);
      }
    }
    expect(html).not.toMatch(/url\((?!#)|@import/);
  });

  test('runs no script but its own, which its policy names by hash', () => {
    const scripts = html.match(/(?<=<script>)[\s\S]*?(?=<\/script>)/g) ?? [];
    const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(hashes).toHaveLength(1);
    expect(html).toContain(`script-src ${hashes[0] ?? ''};`);
  });

  test('draws in colours of the theme only, so that one drawing serves light and dark', () => {
    const drawings = all(page, 'svg').flatMap((svg) =>
      ['path', 'text', 'rect', 'circle', 'tspan'].flatMap((name) => inside(svg, name)),
    );
    const painted = drawings
      .filter((element) => element.parentNode?.nodeName !== 'clipPath')
      .flatMap((element) => ['fill', 'stroke'].flatMap((name) => attribute(element, name) ?? []));
    expect(painted.length).toBeGreaterThan(1000);
    expect(painted.filter((colour) => !/^(?:none|transparent|var\(--\w+\))$/.test(colour))).toEqual([]);
  });

  test('tells every drawing to those who cannot see it', () => {
    for (const svg of all(page, 'svg')) {
      expect(attribute(svg, 'role')).toBe('img');
      expect(attribute(svg, 'aria-label')).toMatch(/\w{3}/);
    }
    for (const figure of all(page, 'figure')) {
      expect(text(byId(page, attribute(figure, 'aria-labelledby')!))).not.toBe('');
      expect(text(inside(figure, 'figcaption')[0]!)).not.toBe('');
    }
  });

  test('is the same every time', () => {
    expect(renderReport(data)).toBe(html);
  });

  test('can be posted', () => {
    expect(html.length).toBeLessThan(2_500_000);
  });
});

describe('the headline', () => {
  test('asks for the place and answers with days over the guidelines', () => {
    expect(text(all(page, 'h1')[0]!)).toBe('What was the air like in Guadalajara, Zapopan and Tlaquepaque Centro?');
    const lede = text(page.elements.find((element) => attribute(element, 'class') === 'lede')!);
    expect(lede).toBe(
      'Between 22 and 29 September 2025, WHO guidelines were exceeded by ozone on 7 of 39 station-days (3 of them at Oblatos), ' +
        'by nitrogen dioxide on 7 of 8, by fine particles (PM2.5) on 2 of 2 and by inhalable particles (PM10) on 2 of 29. ' +
        'Carbon monoxide stayed within its own.',
    );
  });

  test('has the days of every station in a table', () => {
    const table = rows(inside(byId(page, 'exceedances'), 'table')[0]!);
    expect(table[0]).toEqual([
      'Station',
      'PM2.5 15 µg/m³, 24 h',
      'PM10 45 µg/m³, 24 h',
      'O₃ 100 µg/m³, 8 h',
      'NO₂ 25 µg/m³, 24 h',
      'CO 4,000 µg/m³, 24 h',
    ]);
    expect(table).toContainEqual(['Oblatos', 'too few hours', '0 of 7', '3 of 8', '7 of 8', '0 of 8']);
    expect(table).toContainEqual(['Las Águilas', '·', '0 of 8', '1 of 8', '·', '·']);
  });

  test('names the countries where the places are many', () => {
    const spread = data.stations.map((station) => ({ ...station, locality: station.name }));
    const heading = all(parsePage(renderReport({ ...light, stations: spread })), 'h1')[0]!;
    expect(text(heading)).toBe('What was the air like in Mexico?');
  });

  test('says so when every judged day was within its guideline', () => {
    expect(renderReport(light)).toContain('carbon monoxide stayed within the WHO guidelines');
  });
});

describe('attribution', () => {
  test('credits every station shown with provider, owner and licence, and the data set', () => {
    const section = byId(page, 'attribution');
    const [, ...groups] = rows(inside(section, 'table')[0]!);
    const credited = groups.flatMap(([names = '']) => names.split(', '));
    expect(credited).toHaveLength(stations.length);
    const owner = 'Unknown Governmental Organization';
    expect(groups.map(([, ...terms]) => terms)).toEqual([
      ['Sinaica Mexico', owner, `Mexico SINAICA Terms and Conditions, credit: ${owner}`],
      ['AirNow', owner, `US Public Domain, credit: ${owner}`],
    ]);
    expect(groups[1]?.[0]).toBe('Vallarta (AirNow)');
    expect(text(section)).toContain('Copyright Guillermo Daniel Ortiz Aguilar. Licence: Apache-2.0.');
  });

  test('says so where a provider states no licence', () => {
    const unlicensed = data.stations.map((station) => ({ ...station, licences: [] }));
    expect(renderReport({ ...light, stations: unlicensed })).toContain('not stated by the provider');
  });
});

describe('what strangers wrote', () => {
  const hostile = '<script>alert(1)</script>{a|b}"\'&';
  const licences = [{ name: hostile, attributionName: hostile, attributionUrl: 'javascript:alert(1)' }];
  const poisoned = data.stations.map((station) => ({
    ...station,
    name: hostile,
    locality: hostile,
    provider: hostile,
    owner: hostile,
    licences,
  }));
  const parsed = parsePage(renderReport({ ...data, stations: poisoned }));

  test('is shown as it is and never run', () => {
    expect(parsed.errors).toEqual([]);
    expect(all(parsed, 'script')).toHaveLength(1);
    expect(text(all(parsed, 'h1')[0]!)).toContain(hostile);
    expect(text(byId(parsed, 'attribution'))).toContain(hostile);
  });

  test('is no address to follow unless it is http', () => {
    const addresses = all(parsed, 'a').map((anchor) => attribute(anchor, 'href')!);
    expect(addresses.filter((address) => !/^(?:#|https:\/\/openaq\.org$)/.test(address))).toEqual([]);
  });
});

describe('with nothing to show', () => {
  const empty = parsePage(
    renderReport({
      ...data,
      accounting: [],
      factRows: 0,
      stations: [],
      parameters: [],
      completeness: [],
      extent: { ...data.extent, stationsKnown: 0, stationsWithReadings: 0, stationsCharted: 0 },
    }),
  );

  test('the page still says when, whence and why', () => {
    expect(empty.errors).toEqual([]);
    const words = text(all(empty, 'body')[0]!);
    expect(words).toContain('What was the air like?');
    expect(words).toContain('no station had a day with enough hours');
    expect(words).toContain('No run has been recorded');
    expect(words).toContain('No reading carried a flag.');
    expect(words).toContain('22 Sep 2025, 06:00 to 30 Sep 2025, 06:00 UTC');
  });

  test('its contents lead only to what is there', () => {
    const targets = inside(all(empty, 'nav')[0]!, 'a').map((anchor) => attribute(anchor, 'href')!.slice(1));
    expect(targets.map((id) => byId(empty, id).tagName)).toEqual(targets.map(() => 'h2'));
    expect(targets).not.toContain('stations');
  });
});

test('the number of stations left out is said', () => {
  const extent = {
    ...data.extent,
    stationsWithReadings: 340,
    stationsCharted: 12,
    parametersKnown: 14,
    parametersCharted: 10,
  };
  const words = renderReport({ ...light, extent });
  expect(words).toContain('Charts show 12 of 340 stations with readings');
  expect(words).toContain('10 of 14 quantities are charted');
});

test('the colophon names window, versions, coverage rule and reference temperature', () => {
  const words = text(all(page, 'footer')[0]!);
  for (const fact of ['1.2.3', 'airstar run', 'batch-1', '75 %', '25 °C', 'WHO global air quality guidelines']) {
    expect(words).toContain(fact);
  }
});

test('a run whose counts disagree says so at the top and in red below', () => {
  const accounting = accountingOf(100).map((stage) => (stage.stage === 'load' ? { ...stage, inserted: 90 } : stage));
  const parsed = parsePage(renderReport({ ...light, accounting, factRows: 90 }));
  expect(text(all(parsed, 'dl')[0]!)).toContain('the counts disagree');
  const wrong = parsed.elements.filter((element) => attribute(element, 'class') === 'disagrees').map(text);
  expect(wrong).toEqual([
    '100 published = 100 stored ≠ 90 in fact_measurement',
    'Disagrees: 100 current ≠ 90 inserted',
  ]);
});
