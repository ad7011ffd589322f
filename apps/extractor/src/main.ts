#!/usr/bin/env node
import { runProgram } from '@airstar/app-process';
import { DataError, LogError } from '@airstar/kafka-io';
import { OpenAqBudgetError, OpenAqError, OpenAqRateLimitError } from '@airstar/openaq-client';
import { createProgram } from './program.ts';
import { BatchError } from './progress/errors.ts';

const stop = new AbortController();

await runProgram(createProgram(stop.signal), {
  expected: [BatchError, DataError, LogError, OpenAqError],
  notSoon: [OpenAqBudgetError, OpenAqRateLimitError],
  stop,
  stoppedNote: 'Stopped. What is published is remembered; run the same command again to go on.',
});
