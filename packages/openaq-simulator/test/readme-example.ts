import { generatedDataset, recordedDataset, startSimulator } from '@airstar/openaq-simulator';

// Guadalajara in autumn 2025, as OpenAQ sent it.
const recorded = await startSimulator({ data: recordedDataset(), apiKeys: ['a-key'], rateLimit: 60 });
const day = 'datetime_from=2025-09-20&datetime_to=2025-09-21';
const response = await fetch(`${recorded.url}/v3/sensors/23112/measurements?${day}`, {
  headers: { 'X-API-Key': 'a-key' },
});
const { meta, results } = JSON.parse(await response.text());
console.log(meta.found, results[0].period.datetimeTo.local); // 24 2025-09-20T01:00:00-06:00
console.log(response.headers.get('x-ratelimit-remaining')); // 59
await recorded.close();

// Any number of sensors over any period. What must arrive is known beforehand, and the first request fails.
const data = generatedDataset({ seed: 1, sensors: 200, from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 0, 31) });
const faults = ({ number }: { number: number }) => (number === 1 ? { status: 503 } : undefined);
const generated = await startSimulator({ data, faults });
const series = `${generated.url}/v3/sensors/${data.sensorIds[5]}/measurements?limit=1000`;
console.log((await fetch(series)).status); // 503
const page = JSON.parse(await (await fetch(series)).text());
const expected = [...data.expectedReadings(5, -Infinity, Infinity)];
console.log(page.results.length === expected.length); // true
await generated.close();
