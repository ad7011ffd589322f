/**
 * The texts of the objects in the `results` array of a recorded page, byte for byte. Parsing and writing them again
 * would not do: JavaScript writes `100.0` as `100`.
 */
export function jsonRows(page: string): string[] {
  const rows: string[] = [];
  let position = page.indexOf('[', page.indexOf('"results"')) + 1;
  while (page[position] !== ']') {
    const end = endOfObject(page, position);
    rows.push(page.slice(position, end));
    position = end;
    while (page[position] === ',' || page[position] === ' ') position += 1;
  }
  return rows;
}

/** One token that may change the depth: a whole string, or a brace. */
const token = /"(?:[^"\\]|\\.)*"|[{}]/g;

function endOfObject(text: string, start: number): number {
  let depth = 0;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  throw new SyntaxError(`The object at ${start} does not end.`);
}
