import type { StageAccounting } from '@airstar/schemas';
import { count } from './format.ts';

/** One equation between two neighbouring stages, in words, and whether it holds. */
export interface Check {
  readonly statement: string;
  readonly agrees: boolean;
}

export interface Reconciliation {
  /** Published, stored and in the warehouse in one line; null when no run was recorded. */
  readonly headline: Check | null;
  /** Every seam, for the table. */
  readonly seams: readonly Check[];
  readonly agrees: boolean;
}

type Term = readonly [amount: number, words: string];
type Stages = Partial<Record<StageAccounting['stage'], StageAccounting>>;

/** Sets the counts of neighbouring stages against each other. */
export function reconcile(accounting: readonly StageAccounting[], factRows: number | null): Reconciliation {
  const stages: Stages = Object.fromEntries(accounting.map((stage) => [stage.stage, stage]));
  const seams = [extractSeam(stages), ingestSeam(stages), transformSeam(stages), loadSeam(stages)].filter(
    (seam) => seam !== null,
  );
  const headline = headlineOf(stages, factRows);
  return { headline, seams, agrees: seams.every((seam) => seam.agrees) && headline?.agrees !== false };
}

function extractSeam({ extract }: Stages): Check | null {
  if (extract === undefined) return null;
  return equation([extract.read, 'read'], [extract.produced, 'published'], [extract.rejected, 'rejected']);
}

function ingestSeam({ extract, ingest }: Stages): Check | null {
  if (extract === undefined || ingest === undefined) return null;
  return equation(
    [extract.produced, 'published'],
    [ingest.inserted, 'stored as new'],
    [ingest.duplicate, 'known already'],
    [ingest.rejected, 'rejected'],
  );
}

function transformSeam({ transform }: Stages): Check | null {
  if (transform === undefined) return null;
  return equation(
    [transform.read, 'transformed'],
    [transform.produced, 'current'],
    [transform.duplicate, 'superseded'],
    [transform.rejected, 'rejected'],
  );
}

function loadSeam({ transform, load }: Stages): Check | null {
  if (transform === undefined || load === undefined) return null;
  return equation(
    [transform.produced, 'current'],
    [load.inserted, 'inserted'],
    [load.updated, 'updated'],
    [load.unchanged, 'unchanged'],
    [load.rejected, 'rejected'],
  );
}

function headlineOf({ extract, ingest, transform, load }: Stages, factRows: number | null): Check | null {
  if (extract === undefined || ingest === undefined || load === undefined) return null;
  const stored = ingest.inserted + ingest.duplicate;
  const superseded = transform?.duplicate ?? 0;
  const facts = factRows ?? load.inserted + load.updated + load.unchanged;
  const arrival = equation([extract.produced, 'published'], [stored, 'stored'], [ingest.rejected, 'rejected']);
  // Readings of earlier runs may lie in the same window; a reading published twice in one run is one fact.
  const agrees = facts >= stored - superseded - ingest.duplicate;
  const arrived = facts + superseded === stored;
  const sign = arrived ? '=' : agrees ? 'are among' : '≠';
  const rest = `${count(facts)} in fact_measurement${addend([superseded, 'superseded'])}`;
  return { statement: `${arrival.statement} ${sign} ${rest}`, agrees: arrival.agrees && agrees };
}

function equation(whole: Term, ...[first, ...others]: readonly [Term, ...Term[]]): Check {
  const sum = others.reduce((total, [amount]) => total + amount, first[0]);
  const agrees = whole[0] === sum;
  const left = `${count(whole[0])} ${whole[1]}`;
  const right = `${count(first[0])} ${first[1]}${others.map(addend).join('')}`;
  return { statement: `${left} ${agrees ? '=' : '≠'} ${right}`, agrees };
}

// A count of nothing says nothing in a sentence; the table has it.
function addend([amount, words]: Term): string {
  return amount === 0 ? '' : ` + ${count(amount)} ${words}`;
}
