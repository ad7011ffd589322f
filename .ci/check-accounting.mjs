// After two runs of `npm start`: every recorded reading is where it belongs, and the second run changed nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const stages = JSON.parse(readFileSync('.airstar/accounting.json', 'utf8'));
const of = (name) => stages.find(({ stage }) => stage === name);
const recorded = 9061;

assert.equal(of('extract').produced, recorded, 'published');
assert.equal(of('ingest').duplicate, recorded, 'known already to the raw store');
assert.equal(of('transform').produced, recorded, 'staged');
assert.deepEqual(
  { inserted: of('load').inserted, updated: of('load').updated, unchanged: of('load').unchanged },
  { inserted: 0, updated: 0, unchanged: recorded },
);
assert.ok(
  stages.every(({ rejected }) => rejected === 0),
  'nothing rejected',
);
console.log(`${stages.length} stages reconcile: ${recorded} readings, 0 inserted, 0 updated by the second run`);
