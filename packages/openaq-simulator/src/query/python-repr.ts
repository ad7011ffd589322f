type Printable = string | number | readonly Printable[] | { readonly [key: string]: Printable };

/** `repr()` of Python for what validation errors hold: the server sends most of them as the text of a Python list. */
export function pythonRepr(value: Printable): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (isTuple(value)) return `(${value.map(pythonRepr).join(', ')})`;
  const entries = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`);
  return `{${entries.join(', ')}}`;
}

function isTuple(value: object): value is readonly Printable[] {
  return Array.isArray(value);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
