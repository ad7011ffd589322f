interface Pollutant {
  readonly label: string;
  readonly words: string;
}

// In the order a report lists them: what WHO judges first, by what it weighs in health.
const known = new Map<string, Pollutant>([
  ['pm25', { label: 'PM2.5', words: 'fine particles' }],
  ['pm10', { label: 'PM10', words: 'inhalable particles' }],
  ['o3', { label: 'O₃', words: 'ozone' }],
  ['no2', { label: 'NO₂', words: 'nitrogen dioxide' }],
  ['so2', { label: 'SO₂', words: 'sulphur dioxide' }],
  ['co', { label: 'CO', words: 'carbon monoxide' }],
  ['no', { label: 'NO', words: 'nitric oxide' }],
  ['nox', { label: 'NOₓ', words: 'nitrogen oxides' }],
  ['bc', { label: 'BC', words: 'black carbon' }],
  ['pm1', { label: 'PM1', words: 'very fine particles' }],
  ['temperature', { label: 'Temperature', words: 'air temperature' }],
  ['relativehumidity', { label: 'Humidity', words: 'relative humidity' }],
]);

const order = [...known.keys()];

/** The short name of a parameter as people print it: `pm25` is `PM2.5`. */
export function parameterLabel(name: string): string {
  return known.get(name)?.label ?? name.toUpperCase();
}

/** The parameter in words, to be used inside a sentence: `fine particles`. */
export function parameterWords(name: string): string {
  return known.get(name)?.words ?? parameterLabel(name);
}

/** Orders parameter names as a report lists them; unknown ones follow by name. */
export function compareParameters(left: string, right: string): number {
  return rank(left) - rank(right) || left.localeCompare(right);
}

function rank(name: string): number {
  const position = order.indexOf(name);
  return position < 0 ? order.length : position;
}
