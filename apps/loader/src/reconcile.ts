import type { StageAccounting } from '@airstar/schemas';

/** Two sides of a seam count differently: something was lost or doubled, and nothing goes further. */
export class ReconciliationError extends Error {
  override readonly name = 'ReconciliationError';
  readonly retriable = false;
  /** One for each seam that disagrees. */
  readonly problems: readonly string[];

  constructor(batchId: string, problems: readonly string[]) {
    super(
      `The counts of batch ${batchId} disagree: ${problems.join('; ')}. Nothing was published. ` +
        'Run the stages of this batch again, under another batch id if they stay like this.',
    );
    this.problems = problems;
  }
}

type Stages = Partial<Record<StageAccounting['stage'], StageAccounting>>;

/**
 * Compares what each stage handed on with what the next one took in. A seam of which a side is not given is left out.
 *
 * The transform takes in every version of the window that the raw store holds, those of earlier batches too; so it may
 * have read more than this batch has brought, never less.
 *
 * @throws {ReconciliationError} naming every seam that disagrees, with its counts.
 */
export function reconcile(batchId: string, accounting: readonly StageAccounting[]): void {
  const stages: Stages = Object.fromEntries(accounting.map((one) => [one.stage, one]));
  const problems = [...logSeam(stages), ...rawSeam(stages), ...transformSeam(stages)];
  if (problems.length > 0) throw new ReconciliationError(batchId, problems);
}

function logSeam({ extract, ingest }: Stages): string[] {
  if (!extract || !ingest || extract.produced === ingest.read) return [];
  return [`extract published ${extract.produced} readings, ingest took in ${ingest.read}`];
}

function rawSeam({ ingest, transform }: Stages): string[] {
  if (!ingest || !transform || transform.read >= ingest.inserted) return [];
  return [`ingest stored ${ingest.inserted} new readings, transform read ${transform.read}`];
}

function transformSeam({ transform }: Stages): string[] {
  if (!transform) return [];
  const { read, produced, rejected, duplicate } = transform;
  if (read === produced + rejected + duplicate) return [];
  return [
    `transform read ${read} readings and made ${produced} of them, ${duplicate} superseded, ${rejected} rejected`,
  ];
}
