import type { StageAccounting } from '@airstar/schemas';
import type { Colour } from './theme.ts';

export interface FlowNode {
  readonly name: string;
  readonly value: number;
  readonly colour: Colour;
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly colour: Colour;
}

export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

const source = 'Read from OpenAQ';
const store = 'In the raw store';
const current = 'Current version';
const rejected = 'Rejected';

/**
 * The accounting as a graph. The usual ways of a reading are always there, so that a reader sees their zeros; what a stage did
 * not hand on in any of them goes “missing” there, so that a fault shows as a branch of its own.
 */
export function flowOf(accounting: readonly StageAccounting[]): Flow {
  const stage = (name: StageAccounting['stage']) => accounting.find((one) => one.stage === name);
  const [extract, ingest, transform, load] = [stage('extract'), stage('ingest'), stage('transform'), stage('load')];
  const links: FlowLink[] = [];
  if (extract !== undefined && ingest !== undefined) links.push(...arrival(extract, ingest));
  if (ingest !== undefined && transform !== undefined) links.push(...choice(ingest, transform));
  if (transform !== undefined && load !== undefined) links.push(...publication(transform, load));
  return { nodes: nodesOf(links), links };
}

function arrival(extract: StageAccounting, ingest: StageAccounting): FlowLink[] {
  const turnedAway = extract.rejected + ingest.rejected;
  return [
    flow(source, 'Stored as new', ingest.inserted),
    flow(source, 'Known already', ingest.duplicate),
    flow(source, rejected, turnedAway, 'alert'),
    ...fault(source, 'Missing in the store', extract.read - ingest.inserted - ingest.duplicate - turnedAway),
    ...optional('Stored as new', store, ingest.inserted),
    ...optional('Known already', store, ingest.duplicate),
  ];
}

// The transform rebuilds whole days, so that it may read more than this run stored.
function choice(ingest: StageAccounting, transform: StageAccounting): FlowLink[] {
  const stored = ingest.inserted + ingest.duplicate;
  const { read, produced, duplicate } = transform;
  return [
    ...optional('From earlier runs', store, read - stored),
    ...optional(store, 'Left for another run', stored - read),
    flow(store, current, produced),
    flow(store, 'Superseded', duplicate, 'hourly'),
    ...optional(store, 'Refused', transform.rejected, 'alert'),
    ...fault(store, 'Missing in the transform', read - produced - duplicate - transform.rejected),
  ];
}

function publication(transform: StageAccounting, load: StageAccounting): FlowLink[] {
  const { inserted, updated, unchanged, rejected: refused } = load;
  return [
    flow(current, 'Facts inserted', inserted),
    flow(current, 'Facts updated', updated),
    flow(current, 'Facts unchanged', unchanged),
    ...optional(current, 'Refused', refused, 'alert'),
    ...fault(current, 'Missing in the facts', transform.produced - inserted - updated - unchanged - refused),
  ];
}

function flow(from: string, to: string, value: number, colour: Colour = 'flow'): FlowLink {
  return { from, to, value, colour };
}

function optional(from: string, to: string, value: number, colour: Colour = 'flow'): FlowLink[] {
  return value > 0 ? [flow(from, to, value, colour)] : [];
}

function fault(from: string, to: string, value: number): FlowLink[] {
  return optional(from, to, value, 'alert');
}

function nodesOf(links: readonly FlowLink[]): FlowNode[] {
  const names = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  return names.map((name) => {
    const left = total(links.filter((link) => link.from === name));
    const arrived = total(links.filter((link) => link.to === name));
    const isFault = links.some((link) => link.to === name && link.colour === 'alert' && link.value > 0);
    return { name, value: Math.max(left, arrived), colour: isFault ? 'alert' : 'accent' };
  });
}

function total(links: readonly FlowLink[]): number {
  return links.reduce((sum, link) => sum + link.value, 0);
}
