#!/usr/bin/env node
import { runProgram } from '@airstar/app-process';
import { StarSchemaError } from '@airstar/star-schema';
import { createProgram } from './program.ts';
import { ReconciliationError } from './reconcile.ts';
import { StaleDataError } from './upkeep.ts';

const stop = new AbortController();

await runProgram(createProgram(stop.signal), {
  expected: [ReconciliationError, StaleDataError, StarSchemaError],
  stop,
  // A publish is one transaction, so nothing of it remains when it is stopped, even by a second signal.
  stoppedNote: 'Stopped. Nothing was published; run the same command again.',
});
