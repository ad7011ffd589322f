import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapFigure } from '../../src/report/figures/map.ts';
import { labelBox, placeLabels } from '../../src/report/label-placement.ts';
import { fitProjection } from '../../src/report/projection.ts';
import { all, attribute, parsePage, text } from './document.ts';
import { recordedData } from './recorded.ts';

const place = fc.record({
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
});

describe('fitProjection', () => {
  test('shows every place inside the map, north up and east right', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
        const { toPixel } = fitProjection(places, 600, 400);
        for (const one of places) {
          const [x, y] = toPixel(one);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(600);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(400);
          expect(toPixel({ ...one, latitude: one.latitude + 1 })[1]).toBeLessThan(y);
          expect(toPixel({ ...one, longitude: one.longitude + 1 })[0]).toBeGreaterThan(x);
        }
      }),
    );
  });

  test('is true to scale: a kilometre north is as long as a kilometre east', () => {
    const { toPixel, kilometresPerPixel } = fitProjection([{ latitude: 60, longitude: 10 }], 600, 400);
    const [x, y] = toPixel({ latitude: 60, longitude: 10 });
    const north = y - toPixel({ latitude: 60.01, longitude: 10 })[1];
    const east = toPixel({ latitude: 60, longitude: 10.02 })[0] - x;
    expect(east).toBeCloseTo(north, 6);
    expect(north * kilometresPerPixel!).toBeCloseTo(1.112, 3);
  });

  test('gives no scale bar for a map of half the world', () => {
    const far = [
      { latitude: -35, longitude: 150 },
      { latitude: 60, longitude: 10 },
    ];
    expect(fitProjection(far, 600, 400).kilometresPerPixel).toBeNull();
  });
});

test('no label covers a label or leaves the map', () => {
  const wish = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    radius: fc.constantFrom(4, 9),
    width: fc.integer({ min: 20, max: 120 }),
    height: fc.constant(16),
  });
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 25 }), (wishes) => {
      const boxes = placeLabels(wishes, 300, 200).flatMap((side, index) =>
        side === null ? [] : [labelBox(wishes[index]!, side)],
      );
      for (const [index, box] of boxes.entries()) {
        expect(box.left >= 0 && box.top >= 0 && box.right <= 300 && box.bottom <= 200).toBe(true);
        for (const other of boxes.slice(index + 1)) {
          const apart =
            box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});

describe('the map', () => {
  const data = recordedData();

  test('colours by the pollutant that most stations measure, and tells silent stations apart', () => {
    const words = figureText(data);
    expect(words).toContain('Newest O₃, µg/m³');
    expect(words).toContain('3 stations nearby published nothing in this period');
    expect(words).toMatch(/The newest O₃ readings go up to \d+\.\d µg\/m³, at/);
  });

  test('leaves out a station without coordinates and says so: it is not at 0, 0', () => {
    const [first, ...others] = data.stations;
    const unplaced = { ...data, stations: [{ ...first!, latitude: null, longitude: null }, ...others] };
    expect(figureText(unplaced)).toContain('Without coordinates, and so not drawn: 1 station.');
    expect(figureText(unplaced)).not.toMatch(/(?:^|\D)0\.?0*° [NESW]/);
    expect(label(unplaced)).not.toContain(first!.name);
    expect(label(data)).toContain(first!.name);
  });

  test('is not there when no station has coordinates', () => {
    const nowhere = data.stations.map((station) => ({ ...station, latitude: null, longitude: null }));
    expect(mapFigure({ ...data, stations: nowhere })).toBeNull();
  });

  test('has a graticule in degrees and a bar in kilometres', () => {
    expect(figureText(data)).toMatch(/20\.70° N/);
    expect(figureText(data)).toMatch(/103\.40° W/);
    expect(figureText(data)).toMatch(/\d km/);
  });

  function figureText(report: typeof data): string {
    return text(all(parsePage(mapFigure(report)!.text), 'figure')[0]!);
  }

  function label(report: typeof data): string {
    return attribute(all(parsePage(mapFigure(report)!.text), 'svg')[0]!, 'aria-label')!;
  }
});
