import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** A page as a browser reads it, and what a browser would have to forgive. */
export interface ParsedPage {
  readonly errors: readonly string[];
  readonly elements: readonly Element[];
}

export function parsePage(page: string): ParsedPage {
  const errors: string[] = [];
  const document = parse(page, {
    onParseError: ({ code, startLine }: ParserError) => errors.push(`${code}:${startLine}`),
  });
  return { errors, elements: document.childNodes.flatMap(descendants) };
}

/** Elements of a name, in the order of the page. */
export function all({ elements }: ParsedPage, name: string): Element[] {
  return elements.filter((element) => element.tagName === name);
}

export function byId({ elements }: ParsedPage, id: string): Element {
  const found = elements.find((element) => attribute(element, 'id') === id);
  if (found === undefined) throw new Error(`The page has no element #${id}.`);
  return found;
}

export function inside(element: Element, name: string): Element[] {
  return element.childNodes.flatMap(descendants).filter((one) => one.tagName === name);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** Text of an element and what is in it, white space collapsed. */
export function text(element: Element): string {
  return element.childNodes.map(rawText).join('').replaceAll(/\s+/g, ' ').trim();
}

/** Rows of a table, as text. */
export function rows(table: Element): string[][] {
  return inside(table, 'tr').map((row) =>
    row.childNodes.flatMap((cell) => ('tagName' in cell && /^t[hd]$/.test(cell.tagName) ? [text(cell)] : [])),
  );
}

function descendants(node: Node): Element[] {
  return 'tagName' in node ? [node, ...node.childNodes.flatMap(descendants)] : [];
}

function rawText(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}
