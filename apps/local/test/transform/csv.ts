/** Reads CSV as PostgreSQL's COPY does: an empty field is null, an empty text is `""`. Refuses what it would refuse. */
export function parseCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const plain = /[^",\r\n]*/y;
    quoted.lastIndex = plain.lastIndex = at;
    const inside = quoted.exec(text);
    const field = inside ?? plain.exec(text)!;
    row.push(inside ? inside[1]!.replaceAll('""', '"') : field[0] || null);
    at += field[0].length;
    const separator = text[at];
    at += 1;
    if (separator === ',') continue;
    if (separator !== '\n') throw new Error(`Unexpected ${JSON.stringify(separator)} after column ${row.length}`);
    rows.push(row);
    row = [];
  }
  return rows;
}
