/**
 * Colours of the report, light and dark. Limits use blue for below and orange to brown for above, which people with any of the
 * common colour-vision deficiencies tell apart; amounts without a limit use one hue.
 */
const palette = {
  paper: ['#fbfaf7', '#14181b'],
  panel: ['#f2f0ea', '#1c2226'],
  ink: ['#1d2327', '#e9ecec'],
  soft: ['#566068', '#a3adb3'],
  rule: ['#d9d6cc', '#333c42'],
  grid: ['#e6e3da', '#2a3238'],
  accent: ['#1f5f8b', '#86bfe6'],
  alert: ['#b3261e', '#ff9a8f'],
  good: ['#2a6b4f', '#84cfaa'],
  hourly: ['#b4bfc7', '#4d5b65'],
  below: ['#1f6fa3', '#7fbde8'],
  above: ['#b4520c', '#f0a050'],
  limit: ['#3a2a20', '#f3dcc6'],
  flow: ['#9db8cb', '#3f6079'],
  void: ['#eeece5', '#20272b'],
  // Against a limit: up to half of it, up to it, up to one and a half, up to twice, beyond.
  limit1: ['#dbe8f0', '#1b3344'],
  limit2: ['#a5c8e0', '#2a5a7c'],
  limit3: ['#f5cf9b', '#7a4a12'],
  limit4: ['#e2913f', '#d98a38'],
  limit5: ['#8f3f06', '#ffcf99'],
  onLimit1: ['#1d2327', '#e9ecec'],
  onLimit2: ['#1d2327', '#ffffff'],
  onLimit3: ['#1d2327', '#ffffff'],
  onLimit4: ['#1d2327', '#14181b'],
  onLimit5: ['#ffffff', '#14181b'],
  // From little to much.
  amount1: ['#e7efec', '#17292a'],
  amount2: ['#c5ddd7', '#1d4442'],
  amount3: ['#98c6bd', '#29635e'],
  amount4: ['#63a79d', '#45897f'],
  amount5: ['#32817a', '#78b5a9'],
  amount6: ['#10544f', '#bfe6db'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** Name of a colour of the report; in CSS and in finished SVG it is `var(--name)`. */
export type Colour = keyof typeof palette;

export const colours = Object.keys(palette) as Colour[];

/** The colour as a variable, for HTML. */
export function variable(colour: Colour): string {
  return `var(--${colour})`;
}

/**
 * A stand-in for the colour while ECharts draws: it must be a colour that ECharts can parse, and one that nothing else uses.
 * {@link unpaint} turns it into the variable, so that one SVG serves both themes.
 */
export function paint(colour: Colour): string {
  return `#fa57${colours.indexOf(colour).toString(16).padStart(2, '0')}`;
}

/** Replaces the stand-ins of {@link paint} by CSS variables. */
export function unpaint(svg: string): string {
  return svg.replaceAll(/#fa57([0-9a-f]{2})/g, (whole, index: string) => {
    const colour = colours[Number.parseInt(index, 16)];
    return colour === undefined ? whole : variable(colour);
  });
}

/** The value of a colour, for tests of contrast and for the style sheet. */
export function colourValue(colour: Colour, theme: 'light' | 'dark'): string {
  return palette[colour][theme === 'light' ? 0 : 1];
}

/** All colours of one theme as CSS declarations. */
export function themeDeclarations(theme: 'light' | 'dark'): string {
  return colours.map((colour) => `--${colour}:${colourValue(colour, theme)}`).join(';');
}
