import { describe, expect, test } from 'vitest';
import { amountClasses, limitClasses } from '../../src/report/scale.ts';
import {
  colours,
  colourValue,
  paint,
  themeDeclarations,
  unpaint,
  variable,
  type Colour,
} from '../../src/report/theme.ts';

const themes = ['light', 'dark'] as const;

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(themes)('in the %s theme', (theme) => {
  const texts: [Colour, Colour][] = (
    ['ink', 'soft', 'accent', 'alert', 'good', 'below', 'above', 'limit'] as const
  ).map((ink) => [ink, 'paper']);
  const onMap: [Colour, Colour][] = [
    ['ink', 'panel'],
    ['soft', 'panel'],
    ['ink', 'flow'],
    ['soft', 'void'],
  ];
  const onCells = limitClasses(10).map(({ ink, colour }): [Colour, Colour] => [ink, colour]);

  test.each([...texts, ...onMap, ...onCells])('%s on %s is read with a contrast of 4.5', (ink, ground) => {
    expect(contrast(colourValue(ink, theme), colourValue(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test('more of an amount is ever further from the paper', () => {
    const steps = amountClasses([0, 6]).map(({ colour }) =>
      contrast(colourValue(colour, theme), colourValue('paper', theme)),
    );
    expect(steps).toHaveLength(6);
    expect(steps).toEqual(steps.toSorted((left, right) => left - right));
  });

  test('every colour has a value', () => {
    for (const colour of colours) expect(themeDeclarations(theme)).toContain(`--${colour}:#`);
  });
});

test('a stand-in becomes the variable of its colour, and nothing else changes', () => {
  const drawing = colours.map((colour) => `<path fill="${paint(colour)}"/>`).join('');
  expect(unpaint(drawing)).toBe(colours.map((colour) => `<path fill="${variable(colour)}"/>`).join(''));
  expect(unpaint('fill="#fa57ff" stroke="#123456"')).toBe('fill="#fa57ff" stroke="#123456"');
});
