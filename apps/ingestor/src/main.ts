#!/usr/bin/env node
import { runProgram } from '@airstar/app-process';
import { DataError, LogError } from '@airstar/kafka-io';
import { RawStoreError } from '@airstar/raw-store';
import { IngestorError } from './errors.ts';
import { createProgram } from './program.ts';

const stop = new AbortController();

await runProgram(createProgram(stop.signal), {
  expected: [DataError, IngestorError, LogError, RawStoreError],
  stop,
  stoppedNote: 'Stopped. What was written is committed; run the same command again to go on.',
});
