import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { incompatibilities } from '../scripts/compatibility.ts';
import { locationContract } from '../src/contract.ts';

const record = (...fields: object[]) => ({ type: 'record', name: 'Reading', fields });
const sensorId = { name: 'sensor_id', type: 'long' };
const unit = { name: 'unit', type: 'string' };
const nested = (...fields: object[]) =>
  record({ name: 'sensors', type: { type: 'array', items: { type: 'record', name: 'Sensor', fields } } });

describe('a new version of a schema', () => {
  it.each([
    ['is the same', record(sensorId, unit)],
    ['drops a field', record(sensorId)],
    ['adds a field with a default', record(sensorId, unit, { name: 'note', type: 'string', default: '' })],
    ['widens a number', record({ ...sensorId, type: 'double' }, unit)],
    ['allows null', record(sensorId, { ...unit, type: ['null', 'string'] })],
    ['puts its fields in another order', record(unit, sensorId)],
  ])('is accepted when it %s', (_, newer) => {
    expect(incompatibilities('readings-value', record(sensorId, unit), newer)).toEqual([]);
  });

  const isNew = (field: string) => `field ${field} is new or renamed and has no default: older messages do not hold it`;

  it.each([
    ['adds a field without default', record(sensorId, unit, { name: 'note', type: 'string' }), isNew('note')],
    ['renames a field', record(sensorId, { ...unit, name: 'symbol' }), isNew('symbol')],
    ['changes a type', record(sensorId, { ...unit, type: 'long' }), 'field unit changes its type: '],
    ['forbids null', record(sensorId, { ...unit, type: 'int' }), 'field unit changes its type: '],
    ['is another record', { ...record(sensorId, unit), name: 'Forecast' }, ''],
  ])('is refused when it %s', (_, newer, reason) => {
    const lines = incompatibilities('readings-value', record(sensorId, unit), newer);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`readings-value: ${reason}`);
  });

  it('is refused with the path of a field inside a list', () => {
    const lines = incompatibilities('a', nested(sensorId), nested(sensorId, unit));
    expect(lines).toEqual([`a: ${isNew('sensors.unit')}`]);
  });

  it('is refused with every field that is wrong', () => {
    const newer = record({ ...sensorId, type: 'boolean' }, unit, { name: 'note', type: 'string' });
    expect(incompatibilities('a', record(sensorId, unit), newer)).toHaveLength(2);
  });
});

describe('the gate', () => {
  const file = 'openaq.locations.v1-value.avsc';
  const { schema } = locationContract;
  const script = fileURLToPath(new URL('../scripts/check-schemas.ts', import.meta.url));

  /** A repository with one commit for each version of the schema. */
  function repository(...versions: object[]) {
    const checkout = mkdtempSync(join(tmpdir(), 'airstar-gate-'));
    onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', checkout, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { stdio: 'pipe' });
    const folder = join(checkout, 'packages/schemas/generated');
    mkdirSync(folder, { recursive: true });
    git('init', '--quiet', '--initial-branch=main');
    const write = (version: object) => writeFileSync(join(folder, file), JSON.stringify(version));
    for (const [index, version] of versions.entries()) {
      write(version);
      git('add', '.');
      git('commit', '--quiet', '--allow-empty', '-m', String(index));
    }
    const base = () => execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD~1'], { encoding: 'utf8' }).trim();
    const check = () => {
      const args = ['--conditions=@airstar/source', script, base(), checkout];
      return spawnSync(process.execPath, args, { encoding: 'utf8' });
    };
    return { checkout, git, write, check };
  }

  const grown = (field: object) => ({ ...schema, fields: [...schema.fields, field] });
  const note = { name: 'note', type: 'string', doc: '' };

  it('lets a change pass that reads what the base wrote', () => {
    const { status, stdout } = repository(schema, grown({ ...note, default: '' })).check();
    expect(stdout).toMatch(/^1 schemas read what [0-9a-f]{12} wrote\.\n$/);
    expect(status).toBe(0);
  });

  it('ends with 1 and names subject and field otherwise', () => {
    const { status, stderr } = repository(schema, grown(note)).check();
    expect(stderr).toContain('openaq.locations.v1-value: field note is new or renamed and has no default');
    expect(stderr.split('\n')).toHaveLength(3);
    expect(status).toBe(1);
  });

  it('sees what is not committed yet', () => {
    const { check, write } = repository(schema, schema);
    write(grown(note));
    expect(check().status).toBe(1);
  });

  it('takes a subject that is gone, and one that is new', () => {
    const { check, git } = repository(schema, schema);
    git('mv', `packages/schemas/generated/${file}`, 'packages/schemas/generated/openaq.locations.v2-value.avsc');
    expect(check().status).toBe(0);
  });
});
