import type { Colour } from './theme.ts';
import { tick } from './format.ts';

/** One class of a colour scale: `above` < value ≤ `upTo`. */
export interface ColourClass {
  readonly colour: Colour;
  /** Colour of text on it. */
  readonly ink: Colour;
  readonly upTo: number;
  readonly label: string;
}

const limitShares = [0.5, 1, 1.5, 2, Number.POSITIVE_INFINITY];
const limitColours = ['limit1', 'limit2', 'limit3', 'limit4', 'limit5'] as const;
const limitInks = ['onLimit1', 'onLimit2', 'onLimit3', 'onLimit4', 'onLimit5'] as const;
const amountColours = ['amount1', 'amount2', 'amount3', 'amount4', 'amount5', 'amount6'] as const;

/** Five classes around a limit; the limit itself belongs to the class below it. */
export function limitClasses(limit: number): ColourClass[] {
  return classes(
    limitShares.map((share) => share * limit),
    limitColours,
    limitInks,
  );
}

/** Up to six classes of round width over the values. */
export function amountClasses(values: readonly number[]): ColourClass[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0 || low === high) return classes([Number.POSITIVE_INFINITY], ['amount3'], ['ink']);
  const step = roundStep((high - low) / amountColours.length);
  const first = (Math.floor(low / step) + 1) * step;
  const bounds = amountColours.map((_, index) => first + index * step).filter((bound) => bound < high);
  return classes(
    [...bounds.slice(0, amountColours.length - 1), Number.POSITIVE_INFINITY],
    amountColours,
    amountColours,
  );
}

/** The class a value falls into. */
export function classOf(value: number, scale: readonly ColourClass[]): ColourClass {
  const found = scale.find((one) => value <= one.upTo) ?? scale.at(-1);
  if (found === undefined) throw new RangeError('A colour scale has at least one class.');
  return found;
}

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below the given step. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5].find((one) => one * power >= step * 0.999_999) ?? 10;
  return factor * power;
}

function classes(bounds: readonly number[], colours: readonly Colour[], inks: readonly Colour[]): ColourClass[] {
  return bounds.map((upTo, index) => ({
    colour: colours[index] ?? 'void',
    ink: inks[index] ?? 'ink',
    upTo,
    label: classLabel(bounds[index - 1], upTo),
  }));
}

function classLabel(above: number | undefined, upTo: number): string {
  if (upTo === Number.POSITIVE_INFINITY) return above === undefined ? 'all' : `> ${tick(above)}`;
  return above === undefined ? `≤ ${tick(upTo)}` : `${tick(above)}–${tick(upTo)}`;
}
