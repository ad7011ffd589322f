/**
 * A Python float as the server writes it: always with a decimal point or an exponent (`100.0`, `1.05e34`). The
 * exponent starts where ryu, inside the server's orjson, starts it: below 1e-5 and from 1e16.
 */
export function wireFloat(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-5 || magnitude >= 1e16)) return value.toExponential().replace('e+', 'e');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
