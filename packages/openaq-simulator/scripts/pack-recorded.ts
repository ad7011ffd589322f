// Packs a folder of recorded OpenAQ pages: `pnpm run pack-recorded <folder>`. The folder holds locations/, sensors_by_location/
// and measurements/ as in github.com/MemoOrtiz/Air-Quality-ETL. Run once; its output is committed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { jsonRows } from './json-rows.ts';

const source = process.argv[2];
if (source === undefined) throw new Error('Name the folder of recorded pages: pnpm run pack-recorded <folder>');

const target = join(import.meta.dirname, '../data/guadalajara2025');
mkdirSync(join(target, 'sensors'), { recursive: true });
mkdirSync(join(target, 'measurements'), { recursive: true });

function pack(from: string, to: string): string {
  const page = readFileSync(join(String(source), from));
  const rows = jsonRows(page.toString('utf8')).join('\n');
  writeFileSync(join(target, `${to}.gz`), gzipSync(rows, { level: 9 }));
  return createHash('sha256').update(page).digest('hex');
}

const locationsSha256 = pack('locations/locations_index.json', 'locations');

const sensors = readdirSync(join(source, 'sensors_by_location')).map((name) => {
  const location = name.replace('.json', '');
  return { locationId: Number(location), sha256: pack(`sensors_by_location/${name}`, `sensors/${location}`) };
});
sensors.sort((a, b) => a.locationId - b.locationId);

const pages = readdirSync(join(source, 'measurements')).map((name) => {
  const [, location, sensor] = /^location-(\d+)-sensor-(\d+)-page-1\.json$/.exec(name) ?? [];
  if (location === undefined || sensor === undefined) throw new Error(`Not a recorded page of measurements: ${name}`);
  const sha256 = pack(`measurements/${name}`, `measurements/${sensor}`);
  return { locationId: Number(location), sensorId: Number(sensor), sha256 };
});
pages.sort((a, b) => a.sensorId - b.sensorId);

// The checksums are of the files before packing: they prove that the rows are the recorded bytes.
const manifest = {
  window: { from: '2025-09-20T00:00:00Z', to: '2025-10-11T00:00:00Z' },
  locationsSha256,
  sensors,
  pages,
};
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
